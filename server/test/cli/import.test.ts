import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import Papa from 'papaparse';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TopicList } from '../../../lib/contract/topic.ts';
import { lastLine, newPlace, run, type ServeProcess, serve } from './command.ts';

let folder: Awaited<ReturnType<typeof newPlace>>;
let data: string;
beforeAll(async () => {
  folder = await newPlace();
  data = folder.data;
});
afterAll(() => folder.remove());

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, content);
  return path;
}

describe('without a running server', () => {
  test('import keeps the good lines, names the bad ones, and changes nothing the second time', async () => {
    const lines = [
      '{"id":"a","startedAt":"2026-10-01T10:00:00.000Z","rating":{"score":5}}',
      '{"id":"b","startedAt":"2026-10-01T10:00:00.000Z","rating":{"score":7}}',
      '{"id":',
      '{"id":"c","startedAt":"2026-10-01T10:00:00.000Z"}',
    ];
    const path = await file('some.ndjson.gz', gzipSync(lines.join('\n')));
    const first = await run('import', path, '--data', data);
    expect(first.code).toBe(0);
    expect(first.err).toMatch(/^line 2: rating\.score: /m);
    expect(first.err).toMatch(/^line 3: is not JSON$/m);
    expect(lastLine(first.out)).toMatch(/^2 of 4 .* \(2 new, 0 changed, 0 unchanged\), 2 rejected/);
    const again = await run('import', path, '--data', data);
    expect(lastLine(again.out)).toMatch(/\(0 new, 0 changed, 2 unchanged\), 2 rejected/);
    const doctor = await run('doctor', '--data', data);
    expect(doctor, doctor.out).toMatchObject({ code: 0 });
    expect(doctor.out).toContain('not running; the folder is free');
  }, 60_000);

  test('a file of nothing but bad lines is a failure', async () => {
    const path = await file('bad.ndjson', 'no\njson\n');
    const { code, err } = await run('import', path, '--data', data);
    expect(code).toBe(1);
    expect(err).toContain('line 1: is not JSON');
  }, 30_000);

  test('doctor names what is wrong and what to do', async () => {
    const { code, out } = await run('doctor', '--data', join(folder.path, 'nothing-here'));
    expect(code).toBe(1);
    expect(out).toMatch(/WRONG data folder: .*does not exist\n\s+-> Run serve once/);
  }, 30_000);
});

describe('beside a running server', () => {
  let server: ServeProcess;
  beforeAll(async () => {
    server = await serve('--data', data);
  }, 60_000);
  afterAll(() => server.end('SIGTERM'));

  test('faults are told in a line, without a stack', async () => {
    const csv = await file('x.csv', 'Ticket,When\nT1,2026-11-03\n');
    const cut = await file('cut.ndjson.gz', gzipSync('{"id":"x"}'.repeat(100)).subarray(0, 30));
    const cases: [string[], RegExp][] = [
      [['import', join(folder.path, 'none.csv')], /There is no file/],
      [['import', folder.path], /is not a file/],
      [['import', await file('x.txt', 'x')], /--format/],
      [['import', csv], /Say which column is the id.*"Ticket", "When"/],
      [['import', cut], /not a whole gzip file/],
      [['import', csv, '--time-zone', 'Moon'], /Europe|Asia\/Kolkata/],
      [['token', 'revoke', 'nobody'], /no token "nobody"/],
      [['token', 'create', '--role', 'king'], /Allowed choices/],
      [['invite', '--expires', 'soon'], /7d/],
      [['invite', '--workspace', 'nowhere'], /no workspace "nowhere"/],
      [['demo'], /not a demo/],
    ];
    await Promise.all(
      cases.map(async ([args, words]) => {
        const { code, err } = await run(...args, '--data', data);
        expect(code, args.join(' ')).toBe(1);
        expect(err).toMatch(words);
        expect(err, args.join(' ')).not.toMatch(/\n\s+at /);
      }),
    );
  }, 120_000);

  test('tokens are made, listed and revoked', async () => {
    const made = await run('token', 'create', '--data', data, '--name', 'Our bot');
    expect(lastLine(made.out)).toMatch(/^ff_[\w-]{43}$/);
    const listed = await run('token', 'list', '--data', data);
    const id = /^(\S+)\s+ingest\s+Our bot/m.exec(listed.out)?.[1] ?? '';
    expect(listed.out).not.toContain(lastLine(made.out));
    expect((await run('token', 'revoke', id, '--data', data)).code).toBe(0);
    const after = await run('token', 'list', '--data', data);
    expect(after.out).toMatch(new RegExp(`^${id}.*\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}$`, 'm'));
  }, 60_000);
});

const REAL = fileURLToPath(
  new URL('../../../../shared/data/shopzilla-csat/shopzilla_csat_17182.csv.gz', import.meta.url),
);
if (!existsSync(REAL)) console.log('The real ratings are not beside the repository: not imported.');

describe.runIf(existsSync(REAL))('17,182 real ratings', () => {
  let server: ServeProcess;
  beforeAll(async () => {
    server = await serve('--data', join(folder.path, 'real'), '--time-zone', 'Asia/Kolkata');
  }, 60_000);
  afterAll(() => server.end('SIGTERM'));

  test('come in from CSV while serve runs, and every topic counts what a recount counts', async () => {
    const args = [
      ...['--map', 'id=Unique id', '--map', 'startedAt=Issue_reported at'],
      ...['--map', 'rating.score=CSAT Score', '--map', 'rating.comment=Customer Remarks'],
      ...['--map', 'rating.ratedAt=Survey_response_Date', '--map', 'topic=category'],
      ...['--map', 'channel=channel_name', '--set', 'visibility=external'],
      ...['--date-format', 'dd/MM/yyyy HH:mm', '--date-format', 'dd-MMM-yy'],
      ...['--time-zone', 'Asia/Kolkata', '--data', join(folder.path, 'real')],
    ];
    const first = await run('import', REAL, ...args);
    expect(first, first.err).toMatchObject({ code: 0 });
    expect(first.out).toContain('17182 of 17182 conversations taken (17182 new');

    const rows = Papa.parse<Record<string, string>>(gunzipSync(readFileSync(REAL)).toString(), {
      header: true,
      skipEmptyLines: true,
    }).data;
    const expected: Record<string, number[]> = {};
    for (const row of rows) {
      const faces = expected[row.category ?? ''] ?? [0, 0, 0, 0, 0];
      expected[row.category ?? ''] = faces;
      const face = Number(row['CSAT Score']) - 1;
      faces[face] = (faces[face] ?? 0) + 1;
    }

    const made = await run(
      'token',
      'create',
      '--role',
      'admin',
      '--data',
      join(folder.path, 'real'),
    );
    const headers = { Authorization: `Bearer ${lastLine(made.out)}` };
    const read = async () => {
      const answer = await fetch(`${server.url}/v1/topics`, { headers });
      return v.parse(TopicList, await answer.json()).topics;
    };
    const topics = await read();
    expect(Object.fromEntries(topics.map((one) => [one.title, one.figures.faces]))).toStrictEqual(
      expected,
    );
    const insights = await fetch(`${server.url}/v1/insights`, { headers });
    expect(await insights.json()).toMatchObject({ overall: { rated: 17_182, positive: 14_211 } });

    const doctor = await run('doctor', '--data', join(folder.path, 'real'));
    expect(doctor, doctor.out).toMatchObject({ code: 0 });
  }, 120_000);
});
