import { startServer } from '../../../server/src/http/server.ts';
import { CONVERSATION_JSON } from '../../../server/src/workspace/conversation-json.ts';
import type { ChangesText } from '../../../server/src/workspace/service.ts';
import type { DatabaseKind, RawConnection } from '../../../server/test/bench/databases.ts';
import { readAllPages } from '../../../server/test/bench/http-load.ts';
import { median } from '../percentiles.ts';
import { atLeast, compared, type Report } from '../report.ts';
import { history, openPlace, type Place } from './place.ts';

/** Items of a page, as the extension asks for them in its first sync. */
const PAGE = 10_000;

/**
 * Rows a second of a first sync as JSON text ready to be sent, next to what the database alone gives:
 * the same JSON, and its own `json_agg` of the rows. The three take turns page by page, so that
 * whatever else the machine does slows all of them.
 */
export async function benchChangesFeed(
  report: Report,
  section: string,
  kind: DatabaseKind,
  quick: boolean,
): Promise<void> {
  const { count, rounds, limit } = quick
    ? { count: 2_000, rounds: 1, limit: 500 }
    : { count: 100_000, rounds: 5, limit: PAGE };
  const database = await kind.create();
  const loading = await openPlace(database);
  await loading.workspace.importLines(history(count));
  await loading.close();
  const raw = await (await database.twin()).openRaw(1);
  const place = await openPlace(database);
  try {
    const [connection] = raw.connections;
    if (!connection) throw new Error('one connection was opened');
    const found: Turn[] = [];
    for (let round = -1; round < rounds; round += 1) {
      const turn = await readInTurns(place, connection, limit);
      if (round >= 0) found.push(turn);
    }
    const perSecond = (part: 'product' | 'sameJson' | 'plainRows') =>
      median(found.map((turn) => (turn.rows / turn[part]) * 1000));
    const product = perSecond('product');
    const same = { what: 'the database alone, the same JSON', value: perSecond('sameJson') };
    const plain = { what: 'the database alone, json_agg', value: perSecond('plainRows') };
    const bar = (ratio: number) => atLeast(ratio, 0.8, '×');
    report.add(
      section,
      compared('changes feed, conversations', 'rows/s', product, same, bar),
      compared('changes feed, conversations', 'rows/s', product, plain, bar),
      {
        what: 'changes feed, all that leads the first sync',
        value: median(found.map(({ lead }) => lead)),
        unit: 'ms',
      },
    );
    const http = await readOverHttp(place);
    report.add(
      section,
      compared('first sync over HTTP, gzipped', 'rows/s', (count / http.milliseconds) * 1000, same),
      { what: 'bytes over HTTP, gzipped', value: http.bytes / 1_000_000, unit: 'MB' },
    );
  } finally {
    await place.close();
    await raw.close();
  }
}

/** Milliseconds of one first sync by its parts. */
interface Turn {
  rows: number;
  lead: number;
  product: number;
  sameJson: number;
  plainRows: number;
}

async function readInTurns(place: Place, connection: RawConnection, limit: number): Promise<Turn> {
  const turn: Turn = { rows: 0, lead: 0, product: 0, sameJson: 0, plainRows: 0 };
  let after = 0;
  let cursor: string | null = null;
  for (let more = true; more; ) {
    const started = performance.now();
    const page: ChangesText = await place.workspace.changesText({ cursor, limit });
    const text = page.toJson(Date.now());
    const took = performance.now() - started;
    more = page.more;
    cursor = (JSON.parse(text) as { to: string }).to;
    // The page in which the conversations begin holds other items too: compared is what follows.
    if (text.includes('"kind":"dayCounts"') || page.count === 0) {
      turn.lead += took;
    } else {
      turn.rows += page.count;
      turn.product += took;
      turn.sameJson += await timed(() => connection.run(SAME_JSON, [after, limit]));
      turn.plainRows += await timed(() => connection.run(PLAIN_ROWS, [after, limit]));
    }
    after = Number(/^\{"n":(\d+)/.exec(text.slice(text.lastIndexOf('{"n":')))?.[1] ?? after);
  }
  return turn;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function readOverHttp(place: Place) {
  const { token } = await place.workspace.createToken({ role: 'teammate', name: 'Bench' });
  const server = await startServer({ service: place.service, port: 0, limits: 'off' });
  try {
    const load = await readAllPages(server.url, token, PAGE);
    if (load.failed > 0) throw new Error('reading over HTTP failed');
    return load;
  } finally {
    await server.close();
  }
}

const PAGE_OF = `from conversations where workspace_id = 'main' and change_n > $1
  order by change_n limit $2`;
const SAME_JSON = `select string_agg(json, ',') as json from (
  select '{"n":' || change_n || ',"kind":"conversation","conversation":' || ${CONVERSATION_JSON.all} || '}'
    as json ${PAGE_OF}) as items`;
const PLAIN_ROWS = `select json_agg(items)::text as json from (select * ${PAGE_OF}) as items`;
