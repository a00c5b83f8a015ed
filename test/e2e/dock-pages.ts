import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';

/** How the pages are laid out. All of them forbid whatever a page can forbid. */
export const LAYOUTS = ['flowing', 'fixed', 'measured', 'shadow'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** Everything that a page can forbid: no frame, no style or script but its own, nobody else's window. */
const FORBIDDING = {
  'content-security-policy':
    "default-src 'none'; frame-src 'none'; style-src 'nonce-ours'; script-src 'nonce-ours'; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'clipboard-write=(), fullscreen=()',
  'x-content-type-options': 'nosniff',
};

const SHARED = `* { box-sizing: border-box }
html, body { margin: 0; height: 100% }
[data-pane] { overflow: auto; border: 1px solid #999; padding: 8px }
[data-pane="drawer"] { position: fixed; top: 0; right: 0; width: 200px; height: 100vh }`;

const PANES = `<nav data-pane="list">List</nav>
<main data-pane="thread"><h1>Chat</h1><textarea data-pane-text></textarea></main>
<aside data-pane="details">Customer</aside>`;

/** Three panes each, and what makes them stay under a panel that only narrows the root. */
const STYLES: Record<Layout, string> = {
  // Follows the root's width; the header is stuck to the window.
  flowing: `body { display: grid; grid-template-columns: 240px 1fr 300px; padding-top: 40px }
header { position: fixed; top: 0; left: 0; right: 0; height: 40px; background: #eee }`,
  // One box fixed to the window, panes within it.
  fixed: `.app { position: fixed; inset: 0; display: flex }
.app > nav { width: 240px } .app > main { flex: 1 } .app > aside { width: 300px }`,
  // Each pane fixed by itself, measured in the window's width.
  measured: `[data-pane] { position: fixed; top: 0; height: 100vh }
nav { left: 0; width: 240px } main { left: 240px; width: calc(100vw - 540px) }
aside { left: calc(100vw - 300px); width: 300px }`,
  // As wide as the window, inside shadow roots, one of them closed.
  shadow: '',
};

const IN_SHADOW = `${SHARED}
.app { display: grid; grid-template-columns: 240px 1fr 300px; width: 100vw; height: 100vh }`;

/** Shortcuts of one letter each, as inboxes have them: on the way down and on the way up. */
const SCRIPT = `
const layout = document.body.dataset.layout;
let root = document;
if (layout === 'shadow') {
  const outer = document.querySelector('inbox-app').attachShadow({ mode: 'open' });
  const inner = document.createElement('inbox-panes');
  inner.style.display = 'block';
  outer.append(inner);
  root = inner.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(${JSON.stringify(IN_SHADOW)});
  root.adoptedStyleSheets = [sheet];
  const app = document.createElement('div');
  app.className = 'app';
  app.append(document.querySelector('template').content);
  root.append(app);
}
globalThis.typed = [];
for (const target of [window, document, document.body])
  for (const capture of [true, false])
    for (const type of ['keydown', 'keypress', 'keyup'])
      target.addEventListener(type, (event) => typed.push(type + ' ' + event.key), capture);
const boxes = () => [...root.querySelectorAll('[data-pane], header')];
globalThis.panes = () => boxes().map((box) => {
  const { left, right, top, bottom } = box.getBoundingClientRect();
  return { pane: box.dataset.pane ?? 'header', left: Math.round(left), right: Math.round(right), height: Math.round(bottom - top) };
});
const parts = () => [document.documentElement.cloneNode(false), document.head, document.body]
  .concat(root === document ? [] : [root.host, root.querySelector('.app')]);
globalThis.markup = () => parts().map((part) => part.outerHTML).join('');
globalThis.toggleDrawer = () => {
  const open = root.querySelector('[data-pane="drawer"]');
  if (open) return open.remove();
  const drawer = document.createElement('div');
  drawer.dataset.pane = 'drawer';
  (root.querySelector('.app') ?? document.body).append(drawer);
};
globalThis.written = () => root.querySelector('textarea').value;
globalThis.write = () => root.querySelector('textarea').focus();
`;

function html(layout: Layout): string {
  const body: Record<Layout, string> = {
    flowing: `<header>Acme</header>${PANES}`,
    fixed: `<div class="app">${PANES}</div>`,
    measured: PANES,
    shadow: `<inbox-app></inbox-app><template>${PANES}</template>`,
  };
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${layout}</title>
<style nonce="ours">${SHARED} ${STYLES[layout]}</style>
<body data-layout="${layout}">${body[layout]}
<script nonce="ours">${SCRIPT}</script></body></html>`;
}

/** Where a pane of the page stands (CSS pixels, left to right). */
export interface Pane {
  pane: string;
  left: number;
  right: number;
  height: number;
}

/** Somebody's inbox, as unkind to what is put into it as a page can be. */
export class DockPages {
  readonly #server: Server;
  readonly #host: string;

  /** @param host the name of this computer in the pages' addresses */
  constructor(host: '127.0.0.1' | 'localhost' = '127.0.0.1') {
    this.#host = host;
    this.#server = createServer((request, response) => {
      const layout = LAYOUTS.find((one) => request.url?.startsWith(`/${one}/`));
      if (!layout) return response.writeHead(404, FORBIDDING).end();
      response
        .writeHead(200, { ...FORBIDDING, 'content-type': 'text/html; charset=utf-8' })
        .end(html(layout));
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  get origin(): string {
    return `http://${this.#host}:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The pattern of its addresses. */
  get pattern(): string {
    return `${this.origin}/*/chats/{conversation}`;
  }

  /** The address of the conversation that is named as the layout is. */
  addressOf(layout: Layout): string {
    return `${this.origin}/${layout}/chats/${layout}`;
  }
}

function ask<T>(page: Page, name: string): Promise<T> {
  return page.evaluate((what) => Reflect.get(globalThis, what)() as T, name);
}

export const panesOf = (page: Page): Promise<Pane[]> => ask(page, 'panes');
/** Everything of the page, to see whether it is as it was. */
export const markupOf = (page: Page): Promise<string> => ask(page, 'markup');
/** Opens a drawer at the window's right edge, as inboxes do, or closes it. */
export const toggleDrawer = (page: Page): Promise<void> => ask(page, 'toggleDrawer');
/** Puts the focus into the page's own text field. */
export const focusText = (page: Page): Promise<void> => ask(page, 'write');
export const textOf = (page: Page): Promise<string> => ask(page, 'written');

/** The keys that the page's own shortcuts have heard since the last time. */
export function takeHeardKeys(page: Page): Promise<string[]> {
  return page.evaluate(() => (Reflect.get(globalThis, 'typed') as string[]).splice(0));
}
