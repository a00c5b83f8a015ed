import type { Logger } from 'pino';
import { loggable } from '../http/request-log.ts';
import type { DueSource } from '../workspace/service.ts';
import { isForeseen, problemWords } from './source-problem.ts';

/** Sources that one process pulls at the same time. */
const AT_ONCE = 4;

/** Pulls sources as they become due, until it is stopped. */
export interface Pulling {
  /** Ends the running pulls where they are; what is committed stays. */
  stop(): Promise<void>;
}

/**
 * Looks for due sources again and again, and pulls some at a time.
 * @param every milliseconds between two looks
 */
export function pullRegularly(
  takeDueSource: () => Promise<DueSource | null>,
  log: Logger,
  every: number,
): Pulling {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let looking: Promise<void> | null = null;

  const look = async () => {
    while (!stopping.signal.aborted && running.size < AT_ONCE) {
      const due = await takeDueSource();
      if (due === null) return;
      const pull: Promise<void> = pullOne(due, log, stopping.signal).finally(() => {
        running.delete(pull);
      });
      running.add(pull);
    }
  };
  const timer = setInterval(() => {
    looking ??= look()
      .catch((cause: unknown) =>
        log.error({ error: loggable(cause) }, 'looking for sources failed'),
      )
      .finally(() => {
        looking = null;
      });
  }, every);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await looking;
      await Promise.all(running);
    },
  };
}

async function pullOne(due: DueSource, log: Logger, signal: AbortSignal): Promise<void> {
  const { workspace, id: source } = due;
  try {
    const end = await due.pull(signal);
    if (end.kind === 'done' && end.changed > 0) {
      log.info({ workspace, source, changed: end.changed }, 'pulled a source');
    }
    if (end.kind !== 'failed') return;
    const { code } = problemWords(end.cause);
    if (isForeseen(end.cause))
      log.warn({ workspace, source, code }, 'a source could not be pulled');
    else log.error({ workspace, source, error: loggable(end.cause) }, 'pulling a source failed');
  } catch (cause) {
    log.error({ workspace, source, error: loggable(cause) }, 'pulling a source failed');
  }
}
