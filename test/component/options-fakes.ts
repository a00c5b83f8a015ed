import { vi } from 'vitest';
import type { OptionsPorts } from '../../components/options/options-ports.ts';
import { USUAL_NEXT_STEPS } from '../../lib/contract/next-steps.ts';
import { fakeAskingPorts } from './asking-fakes.ts';

type Own = Pick<
  OptionsPorts,
  | 'asking'
  | 'badge'
  | 'changeCommands'
  | 'eraseSample'
  | 'exportFacts'
  | 'exportPart'
  | 'notices'
  | 'openPractice'
  | 'readCommands'
  | 'readNextSteps'
  | 'requestNotices'
  | 'saveFile'
  | 'saveNextSteps'
>;

/** What Options alone needs, in a browser that keeps one conversation and the usual next steps. */
export function fakeOwnPorts(off: () => OptionsPorts['badge']): Own {
  const nothing = { ok: true, value: null } as const;
  return {
    asking: fakeAskingPorts(),
    badge: off(),
    notices: off(),
    requestNotices: async () => true,
    changeCommands: vi.fn(),
    eraseSample: async () => nothing,
    openPractice: vi.fn(),
    exportFacts: async () => ({ ok: true, value: { topics: [], reviews: [], dayCounts: [] } }),
    exportPart: async () => ({ ok: true, value: { conversations: [], next: null } }),
    saveFile: vi.fn(),
    readCommands: async () => [
      { name: '_execute_action', keys: 'Alt+Shift+F' },
      { name: 'look-up', keys: '' },
    ],
    readNextSteps: async () => ({
      ok: true,
      value: { steps: [...USUAL_NEXT_STEPS], version: '"1"' },
    }),
    saveNextSteps: async (steps) => ({ ok: true, value: { steps, version: '"2"' } }),
  };
}
