import '../../components/insights/insights.css';
import type { ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { InsightsApp } from '../../components/insights/insights-app.tsx';
import { PanelApp } from '../../components/panel/panel-app.tsx';
import { PopupApp } from '../../components/popup/popup-app.tsx';
import type { PanelView, StoreReader } from '../../lib/store/views.ts';
import { drawnAndStill } from './drawn.ts';
import { fakeChoice, fakeHost, fakePorts, fakeStore, renderSurface } from './fakes.tsx';
import { fontsHere } from './fonts-here.ts';
import { sampleItems, storeOf } from './insights-store.ts';
import { final, panelView, silent } from './views.ts';

/*
 * The main surfaces look as they did. A picture is compared only with one of a computer that draws
 * text the same way (`fontsHere`); `npm run pictures -- baseline` makes those of this computer.
 */
const kept = Object.keys(import.meta.glob('./__screenshots__/appearance.test.tsx/*/*.png'));
const making = import.meta.env.VITE_NEW_BASELINE === '1';

interface Scene {
  width: number;
  height: number;
  draw(): Promise<{ content: ReactNode; reader: StoreReader }>;
}

function panel(change: Partial<PanelView>): Scene {
  return {
    width: 320,
    height: 640,
    draw: async () => {
      const { reader } = fakeStore({ panel: { ...panelView, ...change } });
      return { content: <PanelApp host={fakeHost(reader).host} />, reader };
    },
  };
}

const SCENES: Record<string, Scene> = {
  'panel-rated': panel({}),
  'panel-unrated': panel({ conversation: final(silent) }),
  popup: {
    width: 380,
    height: 700,
    draw: async () => ({ content: <PopupApp ports={fakePorts()} />, reader: fakeStore().reader }),
  },
  insights: {
    width: 1000,
    height: 700,
    draw: async () => {
      const { reader } = await storeOf(sampleItems());
      const ports = {
        openPage: () => {},
        readTranscript: () => new Promise<never>(() => {}),
        queueKeys: fakeChoice(true),
      };
      return { content: <InsightsApp ports={ports} />, reader };
    },
  },
};

const cases = Object.entries(SCENES).flatMap(([name, scene]) =>
  ['light', 'dark'].map((theme) => ({ name, theme, scene })),
);

afterEach(() => {
  document.documentElement.style.cssText = '';
  document.body.style.cssText = '';
});

test.each(cases)(
  '$name looks as before in $theme',
  { timeout: 30_000 },
  async ({ name, theme, scene }) => {
    const fonts = await fontsHere();
    if (!making && !kept.some((file) => file.includes(`/${fonts}/`))) {
      console.warn(`No pictures to compare with for ${fonts}: npm run pictures -- baseline`);
      return;
    }
    document.documentElement.style.cssText = `color-scheme: ${theme}`;
    await page.viewport(scene.width, scene.height);
    const { content, reader } = await scene.draw();
    await renderSurface(content, { reader });
    await expect.poll(() => document.querySelector('[data-part]')).not.toBeNull();
    document.body.style.cssText = `height: ${scene.height}px; overflow: hidden`;
    // The pointer lies where the test before left it: to where nothing changes under it.
    const { width } = scene;
    await page.elementLocator(document.body).hover({ position: { x: width * 0.7, y: 1 } });
    await drawnAndStill();
    await expect
      .element(page.elementLocator(document.body))
      .toMatchScreenshot(`${fonts}/${name}-${theme}`, {
        // Until two pictures in a row are the same.
        timeout: 25_000,
        comparatorName: 'pixelmatch',
        // The same computer draws the same pixels; another kerning of a letter is no other look.
        comparatorOptions: { threshold: 0.03, allowedMismatchedPixels: 40 },
      });
  },
);
