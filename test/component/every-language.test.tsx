import '../../components/insights/insights.css';
import type { ReactNode } from 'react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { InsightsApp } from '../../components/insights/insights-app.tsx';
import { speakWith } from '../../components/language.ts';
import { messages as ar } from '../../components/languages/ar.po';
import { messages as de } from '../../components/languages/de.po';
import { messages as es } from '../../components/languages/es.po';
import { messages as fr } from '../../components/languages/fr.po';
import { messages as ja } from '../../components/languages/ja.po';
import { messages as pt } from '../../components/languages/pt.po';
import { OptionsApp } from '../../components/options/options-app.tsx';
import { PanelApp } from '../../components/panel/panel-app.tsx';
import { PopupApp } from '../../components/popup/popup-app.tsx';
import { WelcomeApp } from '../../components/welcome/welcome-app.tsx';
import type { StoreReader } from '../../lib/store/views.ts';
import { findCutTexts } from './cut-text.ts';
import {
  fakeChoice,
  fakeHost,
  fakeOptionsPorts,
  fakePorts,
  fakeStore,
  fakeWelcomePorts,
  renderSurface,
} from './fakes.tsx';
import { sampleItems, storeOf } from './insights-store.ts';
import { final, notJoined, panelView, popupView, silent } from './views.ts';

/*
 * Texts are longer in other languages: nothing that stands on a surface may be cut off, reach over
 * its button or stick out of the page.
 */

const MESSAGES = { en: {}, de, fr, es, pt, ja, ar };

interface Drawing {
  name: string;
  width: number;
  /** The address behind `#`. */
  hash?: string;
  /** Where its words stand, once it is drawn. */
  words: string;
  content(): { content: ReactNode; reader: StoreReader };
}

/** So many show everything, and are read quickly. */
const CHATS = 100;

let kept: StoreReader;
beforeAll(async () => {
  const items = sampleItems();
  const chats = items.filter(({ kind }) => kind === 'conversation').slice(-CHATS);
  const others = items.filter(({ kind }) => kind !== 'conversation');
  kept = (await storeOf([...others, ...chats])).reader;
});

afterEach(() => window.history.replaceState(null, '', window.location.pathname));
afterAll(() => speakWith('en', {}, document));

const never = () => new Promise<never>(() => {});

const panel = (width: number, change = {}): Drawing => ({
  name: `panel, ${width} px`,
  width,
  words: '.verdict',
  content: () => {
    const { reader } = fakeStore({ panel: { ...panelView, ...change } });
    return { content: <PanelApp host={fakeHost(reader).host} />, reader };
  },
});

const insights = (hash: string, words: string): Drawing => ({
  name: `Insights ${hash}`,
  width: 1024,
  hash: `${hash}?period=90`,
  words,
  content: () => {
    const ports = { openPage: () => {}, readTranscript: never, queueKeys: fakeChoice(true) };
    return { content: <InsightsApp ports={ports} />, reader: kept };
  },
});

const DRAWINGS: Drawing[] = [
  panel(280),
  panel(320, { conversation: final(silent) }),
  {
    name: 'popup, 380 px',
    width: 380,
    words: '.popup [role=switch]',
    content: () => {
      const { reader } = fakeStore();
      return { content: <PopupApp ports={fakePorts()} />, reader };
    },
  },
  {
    name: 'Options, 420 px',
    width: 420,
    words: 'main select',
    content: () => {
      const { reader } = fakeStore({ popup: popupView });
      return { content: <OptionsApp ports={fakeOptionsPorts()} />, reader };
    },
  },
  insights('#/', 'main svg'),
  insights('#/topics', 'main tbody tr, main [role=row] a'),
  insights('#/review', 'main [role=option], main li a'),
  insights('#/kind-words', 'main blockquote, main li'),
  {
    name: 'Welcome, 760 px',
    width: 760,
    words: 'form input',
    content: () => {
      const { reader } = fakeStore({ popup: { ...popupView, ...notJoined } });
      return { content: <WelcomeApp ports={fakeWelcomePorts()} />, reader };
    },
  },
];

test('what is cut is found, and what goes on is not', async () => {
  const long = 'Nachrichtenempfangsbestätigung';
  const hidden = { width: 80, overflow: 'hidden' };
  await renderSurface(
    <>
      <p style={{ ...hidden, overflowWrap: 'normal' }}>{long}</p>
      <p style={{ ...hidden, textOverflow: 'ellipsis', overflowWrap: 'normal' }}>{long}</p>
      <p style={{ width: 80, overflow: 'auto', overflowWrap: 'normal' }}>{long}</p>
      <button type="button" className="button" style={{ width: 80 }}>
        {long}
      </button>
      <p style={{ height: 10, overflow: 'hidden' }}>Text</p>
      <p style={{ marginInlineStart: '100vw', width: 'max-content' }}>{long}</p>
      <p className="spoken">{long}</p>
      <input className="input" style={{ width: 80 }} aria-label="x" placeholder={long} />
    </>,
  );
  await drawnOnce();
  expect(findCutTexts(document).map(({ why }) => why)).toEqual([
    'sticks out of p.',
    'sticks out of button.button',
    'cut by p.',
    'sticks out of the page',
    'field too narrow',
  ]);
});

test.each(['en', 'de', 'fr', 'es', 'pt', 'ja', 'ar'] as const)(
  '%s: no text is cut',
  async (language) => {
    speakWith(language, MESSAGES[language], document);
    const found: string[] = [];
    let drawnWide = 0;
    for (const { name, width, hash = '', words, content } of DRAWINGS) {
      if (width !== drawnWide) await page.viewport(width, 800);
      drawnWide = width;
      window.location.hash = hash;
      const drawn = content();
      const { screen } = await renderSurface(drawn.content, { reader: drawn.reader });
      await expect
        .poll(() => document.querySelector(words), { interval: 10, message: name })
        .not.toBeNull();
      await drawnOnce();
      found.push(...findCutTexts(document).map(({ text, why }) => `${name}: “${text}” ${why}`));
      await screen.unmount();
    }
    expect(found).toEqual([]);
  },
);

/** Resolves after the browser has laid out what React has drawn. */
async function drawnOnce(): Promise<void> {
  await document.fonts.ready;
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}
