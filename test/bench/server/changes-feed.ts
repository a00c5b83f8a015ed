import { startServer } from '../../../server/src/http/server.ts';
import { CONVERSATION_JSON } from '../../../server/src/workspace/conversation-json.ts';
import type { DatabaseKind, RawConnection } from '../../../server/test/bench/databases.ts';
import { readAllPages } from '../../../server/test/bench/http-load.ts';
import { median } from '../percentiles.ts';
import { atLeast, compared, type Report } from '../report.ts';
import { history, openPlace, type Place } from './place.ts';

/** Items of a page, as the extension asks for them in its first sync. */
const PAGE = 10_000;

/**
 * Rows a second of a first sync, from the empty cursor to the end as JSON text ready to be sent,
 * next to what the database alone gives: the same JSON, and its own `json_agg` of the rows.
 */
export async function benchChangesFeed(
  report: Report,
  section: string,
  kind: DatabaseKind,
  quick: boolean,
): Promise<void> {
  const { count, rounds } = quick ? { count: 5_000, rounds: 1 } : { count: 100_000, rounds: 5 };
  const product: number[] = [];
  const http: number[] = [];
  const packed: number[] = [];
  const same: number[] = [];
  const plain: number[] = [];
  const database = await kind.create();
  const loading = await openPlace(database);
  await loading.workspace.importLines(history(count));
  await loading.close();
  const perSecond = (milliseconds: number) => (count / milliseconds) * 1000;
  for (let round = -1; round < rounds; round += 1) {
    // PGlite takes one opener at a time, so the two take turns with the whole database.
    const place = await openPlace(database);
    await readPages(place, count);
    const ours = await timed(() => readPages(place, count));
    const overHttp = await readOverHttp(place);
    await place.close();
    const raw = await database.openRaw(1);
    const [connection] = raw.connections;
    if (!connection) throw new Error('one connection was opened');
    await readAlone(connection, SAME_JSON);
    const alone = await timed(() => readAlone(connection, SAME_JSON));
    await readAlone(connection, PLAIN_ROWS);
    const aggregated = await timed(() => readAlone(connection, PLAIN_ROWS));
    await raw.close();
    if (round === -1) continue;
    product.push(perSecond(ours));
    http.push(perSecond(overHttp.milliseconds));
    packed.push(overHttp.bytes);
    same.push(perSecond(alone));
    plain.push(perSecond(aggregated));
  }
  const sameJson = { what: 'the database alone, the same JSON', value: median(same) };
  const rows = { what: 'the database alone, json_agg of its rows', value: median(plain) };
  const bar = (ratio: number) => atLeast(ratio, 0.8, '×');
  report.add(
    section,
    compared('changes feed, first sync', 'rows/s', median(product), sameJson, bar),
    compared('changes feed, first sync', 'rows/s', median(product), rows, bar),
    compared('changes feed over HTTP, gzipped', 'rows/s', median(http), sameJson),
    { what: 'bytes over HTTP, gzipped', value: median(packed) / 1_000_000, unit: 'MB' },
  );
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function readPages(place: Place, count: number): Promise<void> {
  let cursor: string | null = null;
  let items = 0;
  for (let more = true; more; ) {
    const page = await place.workspace.changesText({ cursor, limit: PAGE });
    const text = page.toJson(Date.now());
    items += page.count;
    more = page.more;
    cursor = /"to":"([^"]+)"/.exec(text)?.[1] ?? null;
  }
  if (items < count) throw new Error(`only ${items} items`);
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
  order by change_n limit ${PAGE}`;
const SAME_JSON = `select string_agg(json, ',') as json, max(change_n) as last from (
  select change_n, '{"n":' || change_n || ',"kind":"conversation","conversation":'
    || ${CONVERSATION_JSON} || '}' as json ${PAGE_OF}) as items`;
const PLAIN_ROWS = `select json_agg(items)::text as json, max(change_n) as last
  from (select * ${PAGE_OF}) as items`;

async function readAlone(connection: RawConnection, sql: string): Promise<void> {
  for (let last = 0; ; ) {
    const [row] = (await connection.run(sql, [last])) as { json: string | null; last: unknown }[];
    if (!row || row.json === null) return;
    last = Number(row.last);
  }
}
