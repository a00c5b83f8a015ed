import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { driveSync, type SyncOutcome, type SyncRequest } from '../../../lib/sync/drive-sync.ts';

const GOOD: SyncOutcome = { ok: true, value: { changed: true } };
const NOTHING: SyncOutcome = { ok: true, value: { changed: false } };
const OFFLINE: SyncOutcome = {
  ok: false,
  code: 'network',
  message: 'm',
  remedy: 'r',
  retryIn: 30_000,
};

/** The page's own events, which Node does not have. */
class Page extends EventTarget {
  visibilityState: 'visible' | 'hidden' = 'visible';

  show(state: 'visible' | 'hidden'): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

let document: Page;
let window: EventTarget;
let end: AbortController;
let requests: SyncRequest[];
let answers: ((outcome: SyncOutcome) => void)[];

beforeEach(() => {
  vi.useFakeTimers();
  document = new Page();
  window = new EventTarget();
  vi.stubGlobal('document', document);
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  end = new AbortController();
  requests = [];
  answers = [];
});

afterEach(() => {
  end.abort();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function drive(onOutcome: (outcome: SyncOutcome) => void = () => undefined): void {
  driveSync(
    end.signal,
    (request) => {
      requests.push(request);
      return new Promise((resolve) => answers.push(resolve));
    },
    onOutcome,
  );
}

/** Answers the request that is open, `after` milliseconds later. */
async function answer(outcome: SyncOutcome, after = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(after);
  answers.shift()?.(outcome);
  await vi.advanceTimersByTimeAsync(0);
}

describe('a visible page', () => {
  it('asks at once, then lets the server wait, one request after the other', async () => {
    drive();
    await answer(GOOD);
    await answer(GOOD, 4_000);
    await answer(NOTHING, 20_000);
    expect(requests.map(({ wait }) => wait)).toEqual([0, 20, 20, 20]);
    expect(answers).toHaveLength(1);
  });

  it('does not run wild where the server does not wait', async () => {
    drive();
    await answer(NOTHING);
    await answer(NOTHING);
    expect(requests).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(requests).toHaveLength(3);
  });

  it('hears each outcome', async () => {
    const heard = vi.fn();
    drive(heard);
    await answer(GOOD);
    await answer(OFFLINE);
    expect(heard.mock.calls).toEqual([[GOOD], [OFFLINE]]);
  });
});

describe('after an error', () => {
  it('waits as long as the back-off says', async () => {
    drive();
    await answer(OFFLINE);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(requests).toEqual([
      { wait: 0, hurry: true },
      { wait: 0, hurry: false },
    ]);
  });

  it('tries at once when the network or the reader is back', async () => {
    drive();
    await answer(OFFLINE);
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(requests.at(-1)).toEqual({ wait: 0, hurry: true });
    await answer(OFFLINE);
    document.show('hidden');
    document.show('visible');
    await vi.advanceTimersByTimeAsync(0);
    expect(requests).toHaveLength(3);
  });

  it('survives a background that is not there', async () => {
    const heard = vi.fn();
    const send = vi
      .fn<() => Promise<SyncOutcome>>()
      .mockRejectedValueOnce(new Error('Receiving end does not exist'))
      .mockReturnValue(new Promise(() => undefined));
    driveSync(end.signal, send, heard);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(heard).toHaveBeenCalledWith(expect.objectContaining({ code: 'background' }));
    expect(send).toHaveBeenCalledTimes(2);
  });
});

describe('a page that nobody looks at', () => {
  it('asks for nothing until it is shown', async () => {
    document.visibilityState = 'hidden';
    drive();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(requests).toHaveLength(0);
    document.show('visible');
    await vi.advanceTimersByTimeAsync(0);
    expect(requests).toHaveLength(1);
    document.show('hidden');
    await answer(GOOD);
    expect(requests).toHaveLength(1);
  });

  it('stops for good with its signal', async () => {
    const heard = vi.fn();
    drive(heard);
    await vi.advanceTimersByTimeAsync(0);
    end.abort();
    await answer(GOOD);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(requests).toHaveLength(1);
    expect(heard).not.toHaveBeenCalled();
  });

  it('rests as long as the answer says, where nothing can be waited for', async () => {
    drive();
    await answer({ ok: true, value: { changed: true, rest: 20_000 } });
    await vi.advanceTimersByTimeAsync(19_999);
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(requests.at(-1)).toEqual({ wait: 20, hurry: false });
    await answer({ ok: true, value: { changed: false, rest: 0 } });
    await vi.advanceTimersByTimeAsync(0);
    expect(requests).toHaveLength(3);
  });
});
