import { browser } from 'wxt/browser';
import { HOST } from './panel-frame.ts';

/** How wide the panel is (CSS pixels); inbox.css says the same. */
const WIDTH = 360;

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
export function createRoom(signal: AbortSignal): (beside: boolean) => void {
  const root = document.documentElement;
  let given = new Map<HTMLElement, TakeBack>();
  let inRoom: AbortController | null = null;

  const settle = () => {
    const { elements, roots } = underPanel();
    // What is outside comes first, and often all within it has its place then.
    for (const element of elements) {
      if (!given.has(element)) fitOne(element, given);
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
    root.setAttribute(BESIDE, '');
    const settleAnew = () => {
      takeBack();
      settle();
    };
    settle();
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
  const set = (beside: boolean) => {
    if (beside === (inRoom !== null)) return;
    if (beside) return enter();
    inRoom?.abort();
    inRoom = null;
  };
  signal.addEventListener('abort', () => set(false));
  return set;
}

type TakeBack = () => void;

/** What lies somewhere: outside before inside, with the trees that it is in (shadow roots too). */
interface Found {
  elements: Set<HTMLElement>;
  roots: Set<Document | ShadowRoot>;
}

/** What of the page lies under the panel. */
function underPanel(): Found {
  const { edge, limit } = bounds();
  const found: Found = { elements: new Set(), roots: new Set() };
  for (const across of ACROSS) {
    for (const down of DOWN) {
      collect(document, limit + (edge - limit) * across, innerHeight * down, found);
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
function fitOne(element: HTMLElement, given: Map<HTMLElement, TakeBack>): void {
  const { edge, limit } = bounds();
  const { left, right, width } = element.getBoundingClientRect();
  if (right <= limit + 1 || left >= edge) return;
  const { position } = getComputedStyle(element);
  const isPlaced = position === 'fixed' || position === 'absolute';
  if (isPlaced && width < edge / 2) {
    given.set(element, move(element));
    for (const neighbour of endingAt(left)) {
      if (!given.has(neighbour) && !neighbour.contains(element)) narrow(neighbour, edge, given);
    }
  } else if (left < limit) {
    narrow(element, edge, given);
  }
}

/** What ends where a pane began that was moved: it has to make way. */
function endingAt(x: number): HTMLElement[] {
  const found: Found = { elements: new Set(), roots: new Set() };
  for (const down of DOWN) collect(document, x - 2, innerHeight * down, found);
  return [...found.elements].filter((one) => Math.abs(one.getBoundingClientRect().right - x) <= 2);
}

function move(element: HTMLElement): TakeBack {
  const { left, right } = getComputedStyle(element);
  return change(element, {
    left: `${Number.parseFloat(left) - WIDTH}px`,
    right: `${Number.parseFloat(right) + WIDTH}px`,
  });
}

function narrow(element: HTMLElement, edge: number, given: Map<HTMLElement, TakeBack>): void {
  const style = getComputedStyle(element);
  // In the element's own terms: with or without its padding.
  const width = Number.parseFloat(style.width) - WIDTH;
  if (!(width >= LEAST) || style.display.startsWith('inline')) return;
  const back = change(element, {
    'max-width': `calc(100vw - ${edge - width}px)`,
    'min-width': '0',
  });
  given.set(element, back);
}

/** Sets inline styles over all others; the answer puts back what was there. */
function change(element: HTMLElement, properties: Record<string, string>): TakeBack {
  const { style } = element;
  const hadStyle = element.hasAttribute('style');
  const before = Object.entries(properties).map(([name, value]) => {
    const was = style.getPropertyValue(name);
    const priority = style.getPropertyPriority(name);
    style.setProperty(name, value, 'important');
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

/** The window's right edge without its scroll bar, and where the panel begins. */
function bounds(): { edge: number; limit: number } {
  const edge = document.documentElement.clientWidth;
  return { edge, limit: edge - WIDTH };
}
