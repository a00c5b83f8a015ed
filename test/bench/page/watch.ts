import type { Frame, Page } from 'puppeteer-core';

/** What a page met since it began to load. Times in milliseconds. */
export interface Seen {
  loadedAt: number;
  longTasks: number[];
  /** Sum of the layout shifts that followed no input. */
  shift: number;
  /** Longest event of each interaction; those under 16 ms are not told. */
  interactions: number[];
}

/** Watches every page that is loaded in this tab from now on, in its top frame. */
export async function watchPage(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    // Runs in the page: it must not reach outside this function.
    if (top !== self) return;
    const seen = {
      longTasks: [] as number[],
      shift: 0,
      interactions: {} as Record<string, number>,
    };
    Object.assign(globalThis, { benchSeen: seen });
    const observe = (type: string, take: (entry: PerformanceEntry) => void) => {
      // Firefox tells neither long tasks nor layout shifts.
      if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
      const options = { type, buffered: true, durationThreshold: 16 };
      new PerformanceObserver((list) => list.getEntries().forEach(take)).observe(options);
    };
    observe('longtask', ({ duration }) => seen.longTasks.push(duration));
    observe('layout-shift', (entry) => {
      if (!Reflect.get(entry, 'hadRecentInput')) seen.shift += Reflect.get(entry, 'value');
    });
    observe('event', (entry) => {
      const id = String(Reflect.get(entry, 'interactionId') || '');
      if (id) seen.interactions[id] = Math.max(seen.interactions[id] ?? 0, entry.duration);
    });
    addEventListener(
      'click',
      ({ timeStamp }) => Object.assign(seen, { clickedAt: performance.timeOrigin + timeStamp }),
      { capture: true },
    );
  });
}

export function readSeen(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const { longTasks, shift, interactions } = Reflect.get(globalThis, 'benchSeen');
    const [navigation] = performance.getEntriesByType('navigation');
    return {
      loadedAt: Number(Reflect.get(navigation ?? {}, 'loadEventEnd')),
      longTasks,
      shift,
      interactions: Object.values(interactions),
    } as Seen;
  });
}

/** When the page was last clicked, in epoch milliseconds. */
export function lastClick(page: Page): Promise<number> {
  return page.evaluate(() => Reflect.get(globalThis, 'benchSeen').clickedAt);
}

/**
 * Resolves with the time (epoch milliseconds) at which the panel had painted the verdict and the
 * scores of a conversation; `score` waits for that face too.
 */
export function painted(frame: Frame, conversation: string, score?: number): Promise<number> {
  const time = frame.evaluate(
    (id, face) =>
      new Promise<number>((resolve) => {
        const shows = () => {
          const verdict = document.querySelector('[data-part="verdict"]');
          if (verdict?.getAttribute('data-conversation') !== id) return false;
          if (['loading', 'error', null].includes(verdict.getAttribute('data-state'))) return false;
          const shown = verdict.querySelector('data[data-field="score"]')?.getAttribute('value');
          if (face !== null && shown !== String(face)) return false;
          return document.querySelector('[data-part="overall"] data[data-field="rated"]') !== null;
        };
        const afterPaint = () => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
          // A task that follows the frame's callbacks runs when the frame has been drawn.
          requestAnimationFrame(() => port2.postMessage(null));
        };
        if (shows()) return afterPaint();
        const observer = new MutationObserver(() => {
          if (!shows()) return;
          observer.disconnect();
          afterPaint();
        });
        observer.observe(document, {
          subtree: true,
          childList: true,
          attributes: true,
          characterData: true,
        });
      }),
    conversation,
    score ?? null,
  );
  // Who waits hears of a failure; if something else failed before, nobody waits any more.
  time.catch(() => undefined);
  return time;
}

/** Resolves with the time (epoch milliseconds) at which the inbox itself had painted a conversation. */
export function paintedByInbox(page: Page, conversation: string): Promise<number> {
  const time = page.evaluate(
    (id) =>
      new Promise<number>((resolve) => {
        const shows = () => document.querySelector('#conversation code')?.textContent === id;
        const observer = new MutationObserver(() => {
          if (!shows()) return;
          observer.disconnect();
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
          requestAnimationFrame(() => port2.postMessage(null));
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true });
      }),
    conversation,
  );
  time.catch(() => undefined);
  return time;
}

/** From now on the frame keeps when it was last clicked. */
export async function watchClicks(frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    const keep = ({ timeStamp }: MouseEvent) =>
      Object.assign(globalThis, {
        benchSeen: { clickedAt: performance.timeOrigin + timeStamp },
      });
    addEventListener('click', keep, { capture: true });
  });
}
