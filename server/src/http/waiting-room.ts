/** Why a wait ended. */
export type WaitEnd = 'changed' | 'timeout' | 'stopped' | 'left';

interface Waiter {
  workspace: string;
  known: number;
  end(reason: WaitEnd): void;
}

/** Where long polls wait until their workspace changes. */
export interface WaitingRoom {
  /**
   * Waits until the workspace's head is another than `known`, at most `milliseconds`.
   * Ends with `left` when the signal aborts (the client has gone).
   */
  wait(
    workspace: string,
    known: number,
    milliseconds: number,
    signal: AbortSignal,
  ): Promise<WaitEnd>;
  /** Sends everybody home at once; later waits end at once. */
  stop(): void;
  /** How many are waiting. */
  readonly size: number;
}

/**
 * One poller reads the heads of all waited-for workspaces in one statement and wakes the waiters:
 * right with several processes on one database, and idle when nobody waits.
 * @param heads reads the newest change number of each workspace
 * @param onError told of a failed read; the waiters stay, the next turn tries again
 */
export function createWaitingRoom(
  heads: (workspaces: readonly string[]) => Promise<Map<string, number>>,
  onError: (cause: unknown) => void,
  everyMilliseconds = 500,
): WaitingRoom {
  const waiters = new Set<Waiter>();
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  function schedule(): void {
    if (timer !== null || stopped || waiters.size === 0) return;
    timer = setTimeout(() => {
      look()
        .catch(onError)
        .finally(() => {
          timer = null;
          schedule();
        });
    }, everyMilliseconds);
  }

  async function look(): Promise<void> {
    const asked = [...new Set([...waiters].map((waiter) => waiter.workspace))];
    if (asked.length === 0) return;
    const now = await heads(asked);
    for (const waiter of waiters) {
      const head = now.get(waiter.workspace);
      if (head !== undefined && head !== waiter.known) waiter.end('changed');
    }
  }

  return {
    wait(workspace, known, milliseconds, signal) {
      if (stopped) return Promise.resolve('stopped');
      if (signal.aborted) return Promise.resolve('left');
      return new Promise((resolve) => {
        const leave = () => waiter.end('left');
        const timeout = setTimeout(() => waiter.end('timeout'), milliseconds);
        const waiter: Waiter = {
          workspace,
          known,
          end(reason) {
            waiters.delete(waiter);
            clearTimeout(timeout);
            signal.removeEventListener('abort', leave);
            resolve(reason);
          },
        };
        signal.addEventListener('abort', leave);
        waiters.add(waiter);
        schedule();
      });
    },
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      for (const waiter of [...waiters]) waiter.end('stopped');
    },
    get size() {
      return waiters.size;
    },
  };
}
