import { setImmediate } from 'node:timers/promises';
import type { DatabaseKind } from '../../../server/test/bench/databases.ts';
import { spread } from '../percentiles.ts';
import { compared, type Report } from '../report.ts';
import { begin, claimsOf, history, openPlace, type Place } from './place.ts';

/** How fast an import goes, and what a customer who rates meanwhile feels of it. */
export async function benchImport(
  report: Report,
  section: string,
  kind: DatabaseKind,
  quick: boolean,
): Promise<void> {
  const { lines, ratings } = quick
    ? { lines: 1_000, ratings: 30 }
    : { lines: 50_000, ratings: 400 };
  const place = await openPlace(await kind.create());
  const alone = await timed(() => place.workspace.importLines(history(lines)));
  report.add(section, {
    what: 'import',
    value: (lines / alone) * 1000,
    unit: 'rows/s',
  });

  const ids = await begin(place.workspace, 50);
  const quiet = spread(await rateUntil(place, ids, (count) => count >= ratings));
  let importing = true;
  const beside = place.workspace.importLines(history(lines, lines)).finally(() => {
    importing = false;
  });
  const busy = spread(await rateUntil(place, ids, () => !importing));
  await beside;
  await place.close();
  const against = (value: number) => ({ what: 'without an import', value });
  report.add(
    section,
    compared('a rating during an import, p50', 'ms', busy.p50, against(quiet.p50)),
    compared('a rating during an import, p95', 'ms', busy.p95, against(quiet.p95)),
  );
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

let seq = 0;

/** Rates one conversation after the other; how long each rating took, in milliseconds. */
async function rateUntil(
  place: Place,
  ids: readonly string[],
  enough: (count: number) => boolean,
): Promise<number[]> {
  const latencies: number[] = [];
  while (!enough(latencies.length)) {
    seq += 1;
    const claims = claimsOf(ids[seq % ids.length] ?? '');
    const rating = { score: (1 + (seq % 4)) as 1 | 2 | 3 | 4, seq };
    latencies.push(await timed(() => place.workspace.rate(claims, rating)));
    // As customers' requests come: the import has its turns in between.
    await setImmediate();
  }
  return latencies;
}
