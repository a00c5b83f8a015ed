import { browser } from 'wxt/browser';
import { HOST } from './panel-frame.ts';

/** The strip that the panel takes: its width (CSS pixels) and the window's edge at which it is. */
export interface Room {
  width: number;
  edge: 'left' | 'right';
}

/** Marks the page while the panel stands beside it; inbox.css narrows its root. */
const BESIDE = 'data-fivefaces-beside';

/** How long (ms) after the page has drawn something new it is looked at again. */
const SETTLED = 500;

/** Where the strip that the panel takes is looked at, as shares of its width and height. */
const ACROSS = [0.05, 0.5, 0.95];
const DOWN = [0.03, 0.25, 0.5, 0.75, 0.97];

/** Narrower than this (CSS pixels) nothing is made. */
const LEAST = 160;

/**
 * Makes room beside the page and gives it back. A narrower root is enough where the page flows; what
 * keeps to the window instead (fixed panes, widths in `vw`) is found under the panel and made
 * narrower or moved, by inline styles that are all taken back. Only what is found there is touched.
 */
export function createRoom(signal: AbortSignal): (room: Room | null) => void {
  const root = document.documentElement;
  let given = new Map<HTMLElement, TakeBack>();
  let inRoom: AbortController | null = null;
  let room: Room = { width: 0, edge: 'right' };

  const settle = () => {
    const { elements, roots } = underPanel(room);
    // What is outside comes first, and often all within it has its place then.
    for (const element of elements) {
      if (!given.has(element)) fitOne(element, room, given);
    }
    for (const inner of roots) observer.observe(inner, { childList: true, subtree: true });
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new MutationObserver(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      settle();
    }, SETTLED);
  });
  const takeBack = () => {
    for (const back of [...given.values()].reverse()) back();
    given = new Map();
  };
  const enter = () => {
    inRoom = new AbortController();
    const { signal: left } = inRoom;
    const settleAnew = () => {
      takeBack();
      const { width, edge } = room;
      root.setAttribute(BESIDE, edge);
      given.set(root, change(root, { '--fivefaces-width': `${width}px` }, ''));
      settle();
    };
    settleAnew();
    addEventListener('resize', settleAnew, { signal: left });
    addEventListener('beforeprint', takeBack, { signal: left });
    addEventListener('afterprint', settleAnew, { signal: left });
    left.addEventListener('abort', () => {
      observer.disconnect();
      clearTimeout(timer);
      timer = undefined;
      takeBack();
      root.removeAttribute(BESIDE);
    });
  };
  const set = (next: Room | null) => {
    if (next && inRoom && next.width === room.width && next.edge === room.edge) return;
    inRoom?.abort();
    inRoom = null;
    if (!next) return;
    room = next;
    enter();
  };
  signal.addEventListener('abort', () => set(null));
  return set;
}

type TakeBack = () => void;

/** What lies somewhere: outside before inside, with the trees that it is in (shadow roots too). */
interface Found {
  elements: Set<HTMLElement>;
  roots: Set<Document | ShadowRoot>;
}

/** What of the page lies under the panel. */
function underPanel(room: Room): Found {
  const { from, to } = boundsOf(room);
  const found: Found = { elements: new Set(), roots: new Set() };
  for (const across of ACROSS) {
    for (const down of DOWN) {
      collect(document, from + (to - from) * across, innerHeight * down, found);
    }
  }
  return found;
}

function collect(root: Document | ShadowRoot, x: number, y: number, found: Found): void {
  const { elements, roots } = found;
  roots.add(root);
  for (const element of root.elementsFromPoint(x, y).reverse()) {
    if (!(element instanceof HTMLElement) || elements.has(element)) continue;
    if (element.localName === HOST || element === document.documentElement) continue;
    elements.add(element);
    const inner = shadowRootOf(element);
    if (inner) collect(inner, x, y, found);
  }
}

/** Closed ones too, which browsers let extensions see: Firefox by the element, Chromium by `dom`. */
function shadowRootOf(element: HTMLElement & FirefoxElement): ShadowRoot | null {
  return element.openOrClosedShadowRoot ?? browser.dom?.openOrClosedShadowRoot(element) ?? null;
}

interface FirefoxElement {
  openOrClosedShadowRoot?: ShadowRoot | null;
}

/** Takes one element out from under the panel, if it is there and can be. */
function fitOne(element: HTMLElement, room: Room, given: Map<HTMLElement, TakeBack>): void {
  const { from, to, window } = boundsOf(room);
  const { left, right, width } = element.getBoundingClientRect();
  if (right <= from + 1 || left >= to - 1) return;
  const { position } = getComputedStyle(element);
  const isPlaced = position === 'fixed' || position === 'absolute';
  if (isPlaced && width < window / 2) {
    const [inner, outwards] = room.edge === 'right' ? [left, -2] : [right, 2];
    given.set(element, move(element, room));
    for (const neighbour of endingAt(inner, outwards, room)) {
      if (!given.has(neighbour) && !neighbour.contains(element)) narrow(neighbour, room, given);
    }
  } else if (room.edge === 'right' ? left < from : right > to) {
    narrow(element, room, given);
  }
}

/** What ends where a pane began that was moved: it has to make way. */
function endingAt(x: number, outwards: number, { edge }: Room): HTMLElement[] {
  const found: Found = { elements: new Set(), roots: new Set() };
  for (const down of DOWN) collect(document, x + outwards, innerHeight * down, found);
  return [...found.elements].filter((one) => Math.abs(endOf(one, edge) - x) <= 2);
}

function endOf(element: HTMLElement, edge: Room['edge']): number {
  return element.getBoundingClientRect()[edge];
}

function move(element: HTMLElement, { width, edge }: Room): TakeBack {
  const { left, right } = getComputedStyle(element);
  const by = edge === 'right' ? -width : width;
  return change(element, {
    left: `${Number.parseFloat(left) + by}px`,
    right: `${Number.parseFloat(right) - by}px`,
  });
}

function narrow(element: HTMLElement, room: Room, given: Map<HTMLElement, TakeBack>): void {
  const { window } = boundsOf(room);
  const style = getComputedStyle(element);
  // In the element's own terms: with or without its padding.
  const width = Number.parseFloat(style.width) - room.width;
  if (!(width >= LEAST) || style.display.startsWith('inline')) return;
  const before = element.getBoundingClientRect();
  const back = change(element, {
    'max-width': `calc(100vw - ${window - width}px)`,
    'min-width': '0',
  });
  given.set(element, back);
  // What is placed by its left edge stays under the panel there when it gets narrower: moved too.
  if (room.edge !== 'left' || element.getBoundingClientRect().left >= room.width - 1) return;
  if (before.left !== element.getBoundingClientRect().left) return;
  const { position } = style;
  if (position !== 'fixed' && position !== 'absolute') return;
  const moved = change(element, { left: `${Number.parseFloat(style.left) + room.width}px` });
  given.set(element, () => {
    moved();
    back();
  });
}

/** Sets inline styles over all others; the answer puts back what was there. */
function change(
  element: HTMLElement,
  properties: Record<string, string>,
  importance = 'important',
): TakeBack {
  const { style } = element;
  const hadStyle = element.hasAttribute('style');
  const before = Object.entries(properties).map(([name, value]) => {
    const was = style.getPropertyValue(name);
    const priority = style.getPropertyPriority(name);
    style.setProperty(name, value, importance);
    return { name, was, priority, set: style.getPropertyValue(name) };
  });
  return () => {
    for (const { name, was, priority, set } of before) {
      // The page has said something else meanwhile: that holds.
      if (style.getPropertyValue(name) === set) style.setProperty(name, was, priority);
    }
    // Read first: Chromium keeps an empty attribute if it is removed unread.
    if (!hadStyle && element.getAttribute('style') === '') element.removeAttribute('style');
  };
}

/** Where the panel's strip is, from left to right, and the window's width without its scroll bar. */
function boundsOf({ width, edge }: Room): { from: number; to: number; window: number } {
  const window = document.documentElement.clientWidth;
  return edge === 'right'
    ? { from: window - width, to: window, window }
    : { from: 0, to: width, window };
}
