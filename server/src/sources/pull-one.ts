import type { Logger } from 'pino';
import { loggable } from '../http/request-log.ts';
import type { DueSource } from '../workspace/service.ts';
import { isForeseen, problemWords } from './source-problem.ts';

/** Pulls a source that is due, and logs what came of it. What is committed stays if it is stopped. */
export async function pullOne(due: DueSource, log: Logger, signal: AbortSignal): Promise<void> {
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
