import { useEffect, useRef } from 'react';
import type { WidgetConversation } from '../../lib/contract/widget.ts';
import '../../server/pages/widget/main.ts';
import type { RatingElement } from '../../server/pages/widget/rating-element.ts';
import { AR } from '../../server/src/widget-texts/ar.ts';
import { EN } from '../../server/src/widget-texts/en.ts';
import { fakeStore } from '../component/fakes.tsx';
import { NOW } from '../component/views.ts';
import type { State } from './states.tsx';

/** A server's answers to one widget: as it knows the conversation, then what is rated. */
function answering(known: Partial<WidgetConversation>, offline: boolean): typeof fetch {
  let rating = known.rating ?? null;
  return async (input, init) => {
    if (init?.method === 'PUT') {
      if (offline) throw new TypeError('no network');
      rating = { ...rating, ...JSON.parse(String(init.body)) };
    }
    const conversation: WidgetConversation = {
      collection: true,
      visibility: 'external',
      final: false,
      finalAt: null,
      handedOver: false,
      serverTime: new Date(NOW).toISOString(),
      reasons: ['wrong', 'misunderstood', 'other'],
      words: String(input).includes('lang=ar') ? 'ar-1' : 'en-1',
      texts: String(input).includes('lang=ar') ? AR : EN,
      ...known,
      rating,
    };
    return Response.json(conversation);
  };
}

/** The widget at the end of a narrow chat. */
function Chat({ lang }: { lang: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const widget = document.createElement('fivefaces-rating') as RatingElement;
    const claims = btoa(JSON.stringify({ cid: crypto.randomUUID() }));
    widget.getToken = async () => `e30.${claims}.x`;
    place.current?.replaceChildren(widget);
    widget.offer();
    return () => widget.remove();
  }, []);
  return (
    <main lang={lang} dir={lang === 'ar' ? 'rtl' : 'ltr'} style={{ padding: 12, fontSize: 15 }}>
      <div ref={place} />
    </main>
  );
}

const part = async (css: string, nth = 0): Promise<HTMLElement> => {
  for (;;) {
    const root = document.querySelector('fivefaces-rating')?.shadowRoot;
    const found = [...(root?.querySelectorAll<HTMLElement>(css) ?? [])].filter(
      (one) => one.offsetParent !== null,
    )[nth];
    if (found) return found;
    await new Promise((drawn) => requestAnimationFrame(drawn));
  }
};
const press = async (css: string, nth = 0) => (await part(css, nth)).click();
const pick = async (score: number) => {
  await press('[part=helped]');
  await press('[role=radio]', score - 1);
  await part('[part=rated]');
};

function widget(
  when: string,
  after: () => Promise<unknown>,
  { known = {}, offline = false, lang = 'en' }: Partial<Given> = {},
): State {
  return {
    surface: 'Widget',
    when,
    words: 'fivefaces-rating',
    size: { width: 320, height: 120 },
    content: async () => {
      globalThis.fetch = answering(known, offline);
      return { content: <Chat lang={lang} />, reader: fakeStore().reader };
    },
    async after() {
      await after();
    },
  };
}

interface Given {
  known: Partial<WidgetConversation>;
  offline: boolean;
  lang: string;
}

const rated = (score: 1 | 2 | 3 | 4 | 5) => ({ score, comment: null, seq: 1 });

/** Each state of the customer's widget, in a chat 320 pixels wide. */
export const WIDGET_STATES: State[] = [
  widget('After an answer', () => part('[part=helped]')),
  widget('The five faces', async () => {
    await press('[part=helped]');
    await part('[role=radio]');
  }),
  widget('The five faces, right to left', () => press('[part=helped]'), { lang: 'ar' }),
  widget('Rated unhappy, with reasons', () => pick(2)),
  widget('Rated happy', () => pick(5)),
  widget('A reason tapped', async () => {
    await pick(1);
    await press('#wrong');
    await part('#wrong[aria-pressed=true]');
  }),
  widget(
    'Changing one’s mind',
    async () => {
      await press('.change');
      await part('[role=radio][aria-checked=true]');
    },
    { known: { rating: rated(2) } },
  ),
  widget('Offline: kept, and sent later', () => pick(4), { offline: true }),
  widget('Can’t change any more', () => part('[part=rated]'), {
    known: { rating: rated(4), final: true },
  }),
  widget(
    'Asking was switched off after a rating',
    async () => {
      await press('.change');
      await part('[role=radio]');
    },
    { known: { rating: rated(3), collection: false } },
  ),
];
