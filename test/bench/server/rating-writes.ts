import type { Score } from '../../../lib/csat/scale.ts';
import { startServer } from '../../../server/src/http/server.ts';
import type { DatabaseKind } from '../../../server/test/bench/databases.ts';
import { type LoadRequest, sendLoad } from '../../../server/test/bench/http-load.ts';
import { replay, type Statement } from '../../../server/test/bench/recorded.ts';
import { median } from '../percentiles.ts';
import { atLeast, compared, type Report } from '../report.ts';
import { begin, claimsOf, history, openPlace, type Place } from './place.ts';

/**
 * Rating writes a second, next to the very statements of these ratings sent straight to another
 * database with the same content: prepared, by as many connections, nothing above the driver.
 */
export async function benchRatingWrites(
  report: Report,
  section: string,
  kind: DatabaseKind,
  quick: boolean,
): Promise<void> {
  const sizes = quick
    ? { past: 1_000, live: 40, rounds: 1 }
    : { past: 20_000, live: 400, rounds: 7 };
  const ours = await kind.create();
  const theirs = await kind.create();
  const place = await openPlace(ours);
  await place.workspace.importLines(history(sizes.past));
  const ids = await begin(place.workspace, sizes.live);
  const copy = await openPlace(theirs);
  await copy.workspace.importLines(history(sizes.past));
  await begin(copy.workspace, sizes.live);
  await copy.close();

  let seq = 0;
  for (const writers of kind.name === 'PGlite' ? [1] : [1, 8]) {
    const raw = await theirs.openRaw(writers);
    const product: number[] = [];
    const direct: number[] = [];
    const http: number[] = [];
    try {
      const lanes = dealt(ids, writers);
      for (let round = -1; round < sizes.rounds; round += 1) {
        seq += 1;
        const { milliseconds, statements } = await rateAll(place, lanes, seq);
        const started = performance.now();
        await Promise.all(
          raw.connections.map(async (connection, lane) => {
            for (const one of statements[lane] ?? []) await replay(connection, one);
          }),
        );
        const straight = performance.now() - started;
        seq += 1;
        const overHttp = await rateOverHttp(place, lanes, seq);
        if (round === -1) continue;
        product.push((ids.length / milliseconds) * 1000);
        direct.push((ids.length / straight) * 1000);
        http.push((ids.length / overHttp) * 1000);
      }
    } finally {
      await raw.close();
    }
    const against = { what: 'the same statements sent straight', value: median(direct) };
    const at = writers === 1 ? 'one writer' : `${writers} writers`;
    const bar = (ratio: number) => atLeast(ratio, 0.5, '×');
    report.add(
      section,
      compared(`rating writes, ${at}`, 'ratings/s', median(product), against, bar),
      compared(`rating writes over HTTP, ${at}`, 'ratings/s', median(http), against),
    );
  }
  await place.close();
}

function dealt<T>(things: readonly T[], hands: number): T[][] {
  return Array.from({ length: hands }, (_, hand) =>
    things.filter((_, index) => index % hands === hand),
  );
}

function ratingOf(index: number, seq: number): { score: Score; comment: string; seq: number } {
  const score = (1 + ((index + seq) % 5)) as Score;
  return { score, comment: 'It took three tries until somebody understood', seq };
}

/** Rates every conversation, each lane one after the other, and notes the statements of each. */
async function rateAll(place: Place, lanes: readonly string[][], seq: number) {
  const statements: Statement[][][] = lanes.map(() => []);
  const started = performance.now();
  await Promise.all(
    lanes.map(async (lane, hand) => {
      for (const [index, id] of lane.entries()) {
        const rating = ratingOf(index, seq);
        const work = () => place.workspace.rate(claimsOf(id), rating);
        statements[hand]?.push(await place.recorder.record(work));
      }
    }),
  );
  return { milliseconds: performance.now() - started, statements };
}

async function rateOverHttp(place: Place, lanes: readonly string[][], seq: number) {
  const server = await startServer({ service: place.service, port: 0, limits: 'off' });
  try {
    const requests: LoadRequest[][] = [];
    for (const lane of lanes) {
      const own: LoadRequest[] = [];
      for (const [index, id] of lane.entries()) {
        const { token } = await place.workspace.signWidgetToken(id, {});
        own.push({
          method: 'PUT',
          url: `${server.url}/v1/w/main/rating`,
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify(ratingOf(index, seq)),
        });
      }
      requests.push(own);
    }
    const { milliseconds, failed } = await sendLoad(requests);
    if (failed > 0) throw new Error(`${failed} ratings over HTTP failed`);
    return milliseconds;
  } finally {
    await server.close();
  }
}
