import { beforeEach, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { announceFrame, confirmFrame } from '../../../lib/messages/panel-nonces.ts';

const MINUTE = 60_000;

beforeEach(() => fakeBrowser.reset());

it('a frame is confirmed once, in the tab in which it was announced', async () => {
  await announceFrame('n1', 7, 0);
  expect(await confirmFrame('n1', 8, 1)).toBe(false);
  expect(await confirmFrame('n1', 7, 1)).toBe(true);
  expect(await confirmFrame('n1', 7, 1)).toBe(false);
});

it('a frame that nobody announced is not confirmed', async () => {
  expect(await confirmFrame('n1', 7, 0)).toBe(false);
  expect(await confirmFrame('toString', 7, 0)).toBe(false);
});

it('an announcement ends after a minute', async () => {
  await announceFrame('n1', 7, 0);
  expect(await confirmFrame('n1', 7, MINUTE)).toBe(false);
});

it('announcements of many tabs at once do not undo each other', async () => {
  const tabs = [1, 2, 3, 4, 5];
  await Promise.all(tabs.map((tab) => announceFrame(`n${tab}`, tab, 0)));
  const confirmed = await Promise.all(tabs.map((tab) => confirmFrame(`n${tab}`, tab, 1)));
  expect(confirmed).toEqual([true, true, true, true, true]);
});
