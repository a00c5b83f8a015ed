import { beforeEach, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  periodSetting,
  readPanelState,
  savePanelState,
  themeSetting,
} from '../../../lib/settings/settings.ts';

beforeEach(() => fakeBrowser.reset());

it('the panel starts as the slim tab and is remembered for each site alone', async () => {
  const closed = { expanded: false, pinned: false, hidden: false };
  expect(await readPanelState('https://a.example')).toEqual(closed);
  await savePanelState('https://a.example', { expanded: true, pinned: true, hidden: false });
  await savePanelState('https://b.example', { ...closed, hidden: true });
  expect((await readPanelState('https://a.example')).expanded).toBe(true);
  expect((await readPanelState('https://b.example')).hidden).toBe(true);
  expect(await readPanelState('https://c.example')).toEqual(closed);
});

it('before anything is chosen, the theme is the system’s and the period the automatic one', async () => {
  expect(await themeSetting.getValue()).toBe('system');
  expect(await periodSetting.getValue()).toBe('auto');
});
