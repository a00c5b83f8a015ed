import { describe, expect, it } from 'vitest';
import { type Bounds, type Direction, maySend, type Sender } from '../../../lib/messages/sender.ts';

const id = 'abcdefghijklmnop';
const base = `chrome-extension://${id}/`;
const bounds: Bounds = {
  extension: id,
  base,
  inboxes: [{ inbox: 'fivefaces', origin: 'http://127.0.0.1:4100' }],
};
const tab = { id: 7 };

const contentScript: Sender = { id, tab, frameId: 0, url: 'http://127.0.0.1:4100/inbox?a=1' };
const panel: Sender = { id, tab, frameId: 3, url: `${base}panel.html` };
const popup: Sender = { id, url: `${base}popup.html` };
const options: Sender = { id, tab, frameId: 0, url: `${base}options.html#leave` };
const welcome: Sender = { id, tab, frameId: 0, url: `${base}welcome.html?from=install` };

const DIRECTIONS: Direction[] = ['content', 'panel', 'page', 'admin'];
const allowed = (sender: Sender) => DIRECTIONS.filter((one) => maySend(one, sender, bounds));

describe('who may send', () => {
  it.each([
    ['the content script of an allowed inbox', contentScript, ['content']],
    ['our frame in an inbox page', panel, ['panel', 'page']],
    ['the popup', popup, ['page', 'admin']],
    ['the popup opened in a tab', { ...popup, tab, frameId: 0 }, ['page', 'admin']],
    ['Options', options, ['page', 'admin']],
    ['Insights', { ...options, url: `${base}insights.html#/topics?period=90` }, ['page', 'admin']],
    ['Welcome', welcome, ['page', 'admin']],
  ] as [string, Sender, Direction[]][])('%s', (_name, sender, directions) => {
    expect(allowed(sender)).toEqual(directions);
  });
});

describe('nobody else may send anything', () => {
  it.each([
    ['another extension that calls itself our popup', { ...popup, id: 'other' }],
    ['a sender without an id', { url: popup.url }],
    ['a sender without an address', { id }],
    ['our script in a frame of an inbox page', { ...contentScript, frameId: 4 }],
    ['a content script on another port', { ...contentScript, url: 'http://127.0.0.1:4101/inbox' }],
    ['a content script of another site', { ...contentScript, url: 'https://evil.example/' }],
    [
      'a page whose address only begins like the inbox',
      { ...contentScript, url: 'http://127.0.0.1:4100.evil.example/inbox' },
    ],
    [
      'a page that carries the inbox as user name',
      { ...contentScript, url: 'http://127.0.0.1:4100@evil.example/' },
    ],
    ['a sandboxed page', { ...contentScript, url: 'about:srcdoc' }],
    ['panel.html as a page of its own', { ...panel, frameId: 0 }],
    ['panel.html outside a tab', { id, frameId: 3, url: panel.url }],
    ['the popup in a frame of somebody’s page', { ...popup, tab, frameId: 2 }],
    ['Options in a frame of somebody’s page', { ...options, frameId: 1 }],
    ['another page of ours', { id, url: `${base}background.js` }],
    [
      'an address that hides our page in its path',
      { id, url: `https://evil.example/${base}popup.html` },
    ],
    ['an extension whose id begins like ours', { id, url: `${base.slice(0, -1)}x/popup.html` }],
    ['a page below the popup', { id, url: `${base}popup.html/../x` }],
  ] as [string, Sender][])('%s', (_name, sender) => {
    expect(allowed(sender)).toEqual([]);
  });
});
