import { PracticeApp } from '../../components/practice/practice-app.tsx';
import type { PracticePorts } from '../../components/practice/practice-ports.ts';
import type { PopupView } from '../../lib/store/views.ts';
import { fakeStore } from '../component/fakes.tsx';
import { fakePracticePorts, sampleWorkspace } from '../component/practice-fakes.ts';
import * as V from '../component/views.ts';
import type { State } from './states.tsx';

const shown: PopupView = { ...V.popupView, workspace: sampleWorkspace };
const never = () => new Promise<never>(() => {});

function practice(
  when: string,
  {
    popup = shown,
    ports = {},
    words = '.practice-customer',
    hash = '',
  }: {
    popup?: PopupView | (() => Promise<PopupView>);
    ports?: Partial<PracticePorts>;
    words?: string;
    hash?: string;
  } = {},
): State {
  return {
    surface: 'Practice inbox',
    when,
    words,
    size: { width: 1000, height: 640 },
    hash,
    content: async () => {
      const { reader } = fakeStore({
        popup,
        panel: { ...V.panelView, workspace: sampleWorkspace },
      });
      return { content: <PracticeApp ports={fakePracticePorts(ports)} />, reader };
    },
  };
}

/** Each state of the practice inbox. */
export const PRACTICE_STATES: State[] = [
  practice('Loading', { popup: never, words: '.practice-alone' }),
  practice('The chats are read', { ports: { readPractice: never }, words: '.practice-chat' }),
  practice('A chat that may still be rated'),
  practice('The chats cannot be read', {
    ports: {
      readPractice: async () => ({
        ok: false,
        code: 'not_found',
        message: 'There is no sample data in this browser.',
        remedy: 'Open Welcome to try with sample data.',
      }),
    },
    words: '.notice',
  }),
  practice('No sample data', {
    popup: { ...V.popupView, ...V.notJoined },
    words: '.practice-alone',
  }),
  practice('Real ratings are here', { popup: V.popupView, words: '.practice-alone' }),
  practice('A chat that is not among the newest', {
    words: '.practice-chat',
    hash: '#conversation=elsewhere',
  }),
  practice('The browser’s storage fails', {
    popup: () => Promise.reject(new Error('no storage')),
    words: '.practice-alone',
  }),
];
