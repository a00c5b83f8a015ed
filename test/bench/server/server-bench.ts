import { pgliteKind, postgresKind } from '../../../server/test/bench/databases.ts';
import { readBenchOptions } from '../options.ts';
import { Report } from '../report.ts';
import { benchChangesFeed } from './changes-feed.ts';
import { benchImport } from './import-beside.ts';
import { benchRatingWrites } from './rating-writes.ts';

const CASES = { ratings: benchRatingWrites, feed: benchChangesFeed, import: benchImport };

/** Runs the cases on both databases, prints the tables. @returns the exit code */
export async function runServerBench(): Promise<number> {
  const options = readBenchOptions(Object.keys(CASES));
  const report = new Report('server', options);
  for (const create of [pgliteKind, postgresKind]) {
    const kind = await create();
    try {
      const section = `server:${kind.name.toLowerCase()}`;
      for (const [name, bench] of Object.entries(CASES)) {
        if (options.only && !options.only.includes(name)) continue;
        await report.attempt(`${section} ${name}`, () =>
          bench(report, section, kind, options.quick),
        );
      }
    } finally {
      await kind.remove();
    }
  }
  return report.end();
}
