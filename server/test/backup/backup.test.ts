import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SHORT_LIVED, TABLES } from '../../src/backup/format.ts';
import { restoreBackup } from '../../src/backup/restore.ts';
import { writeBackup } from '../../src/backup/write-backup.ts';
import { applyBatch } from '../../src/sources/apply-batch.ts';
import { createService } from '../../src/workspace/create-service.ts';
import type { Scope } from '../../src/workspace/scope.ts';
import type { Service } from '../../src/workspace/service.ts';
import {
  forEachDatabase,
  type OpenTestDatabase,
  openPGlite,
  openPostgres,
  type TestDatabase,
} from '../database-fixture.ts';
import { fileOf, HOUR, START } from '../workspace/workspace-fixture.ts';

const DAY = 24 * HOUR;
const clock = { now: START };
const read = () => clock.now;

interface Place {
  database: TestDatabase;
  service: Service;
}

async function openPlace(open: OpenTestDatabase): Promise<Place> {
  const database = await open();
  return { database, service: createService({ db: database.db, clock: read }) };
}

/** A workspace with something in every table that people fill. */
async function fill({ database, service }: Place): Promise<void> {
  const options = { name: 'Ümläut 😀', timeZone: 'Asia/Tokyo', demo: false };
  await service.ensureWorkspace('main', options);
  await service.ensureWorkspace('second', options);
  const main = service.workspace('main');
  const { token } = await main.createToken({ role: 'admin', name: 'Ada' });
  const ada = await service.authenticate(token);
  await main.createInvite({ role: 'teammate', uses: 3, expiresAt: START });
  const lines = Array.from({ length: 700 }, (_, index) => ({
    id: `c${index}`,
    startedAt: new Date(START - (index % 40) * DAY).toISOString(),
    customer: `customer ${index % 7}`,
    topics: [{ id: `topic ${index % 5}`, title: 'Line one\nline "two" \\ \u2028' }],
    rating: { score: 1 + (index % 5), comment: index % 3 === 0 ? '{"not":"a row"}\n' : null },
    messages: [{ id: 'm', role: 'customer', text: `Hello\t${index}`, sources: [] }],
  }));
  await main.importLines(fileOf(lines));
  await main.putReview(
    { subject: 'conversation', id: 'c1' },
    {
      edit: '00000000-0000-4000-8000-000000000000',
      takenBy: ada.id,
      cause: 'other',
      nextStep: 'fix',
      note: 'Note',
      done: true,
    },
    ada,
    '0',
  );
  await main.eraseConversation('c2');
  await rateTeammate({ db: database.db, clock: read, workspace: 'main' });
  const { version } = await main.settings();
  await main.putSettings({ retentionDays: 30 }, version);
  await service.applyRetention();
  await sql`insert into sources (workspace_id, id, kind, name, place, config, secret, created_at)
    values ('main', 's', 'zendesk', 'Zendesk', 'acme.zendesk.com', '{"subdomain":"acme"}',
    'cipher text', 1)`.execute(database.db);
  await sql`insert into webhooks values ('main', 'h', 'hooks.example.com', 'cipher text', 'json', 2,
    false, false, true, 1, 1, 'Ada')`.execute(database.db);
}

/** A platform states that a customer rated a teammate: not everybody may see it. */
async function rateTeammate(scope: Scope): Promise<void> {
  const conversation = {
    id: 'p1',
    ticketId: null,
    channel: 'Email',
    customer: null,
    email: null,
    startedAt: START - HOUR,
    endedAt: START,
    asked: true,
    askedAt: null,
    rating: {
      score: null,
      sentiment: 'negative',
      comment: 'No',
      ratedAt: START,
      of: 'teammate',
    },
    finalAt: null,
    predicted: null,
    topics: null,
  } as const;
  const batch = { conversations: [conversation], gone: [] };
  await applyBatch(scope, 's', batch, async () => undefined);
}

/** Every row of every table as text, in one order; epochs are the restore's to change. */
async function contentOf({ database }: Place): Promise<Record<string, string[]>> {
  const content: Record<string, string[]> = {};
  for (const table of [...TABLES, ...SHORT_LIVED]) {
    const { rows } = await sql<{ line: string }>`
      select (to_jsonb(t) - 'epoch')::text as line from ${sql.table(table)} t`.execute(database.db);
    content[table] = rows.map(({ line }) => line).sort();
  }
  return content;
}

async function backUp({ database }: Place): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeBackup(database.db, clock.now)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* bytesOf(file: Uint8Array): AsyncGenerator<Uint8Array> {
  const SIZE = 10_000;
  for (let start = 0; start < file.length; start += SIZE) yield file.subarray(start, start + SIZE);
}

function restore({ database }: Place, file: Uint8Array, options = { replace: false }) {
  return restoreBackup(database.db, read, bytesOf(file), options);
}

const rewritten = (file: Buffer, change: (text: string) => string) =>
  gzipSync(change(gunzipSync(file).toString()));

const OTHER = { PGlite: openPostgres, PostgreSQL: openPGlite } as Record<string, OpenTestDatabase>;

forEachDatabase((name, open) => {
  let place: Place;
  let file: Buffer;
  beforeAll(async () => {
    place = await openPlace(open);
    await fill(place);
    file = await backUp(place);
  });
  afterAll(() => place.database.close());

  test('a backup has every table there is', async () => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = current_schema() and table_name not like 'kysely%'`.execute(
      place.database.db,
    );
    const known: string[] = [...TABLES, ...SHORT_LIVED];
    expect(rows.map((row) => row.name).sort()).toEqual(known.sort());
    const content = await contentOf(place);
    for (const table of TABLES) expect(content[table], table).not.toEqual([]);
  });

  describe('restored into the other kind of database', () => {
    let other: Place;
    beforeAll(async () => {
      other = await openPlace(OTHER[name] ?? open);
    });
    afterAll(() => other.database.close());

    test('nothing differs but the epochs, and counts equal a recount', async () => {
      const restored = await restore(other, file);
      expect(restored).toMatchObject({ workspaces: 2, erasedAgain: 0 });
      expect(restored.findings.map(({ ok }) => ok)).toEqual([true, true]);
      expect(await contentOf(other)).toEqual(await contentOf(place));
    });

    test('server restored from a backup: readers of before are told of the new epoch and start again', async () => {
      const [before, after] = [place, other].map(({ service }) => service.workspace('main'));
      const { to, epoch } = (await before?.changes({ cursor: null, limit: 9_999 })) ?? {};
      const gone = after?.changes({ cursor: to ?? '', limit: 10 });
      await expect(gone).rejects.toMatchObject({ code: 'cursor_gone' });
      const fresh = await after?.changes({ cursor: null, limit: 10 });
      expect(fresh?.epoch).not.toBe(epoch);
    });

    test('what is there is refused to be lost, and replaced when that is said', async () => {
      const content = await contentOf(other);
      await expect(restore(other, file)).rejects.toMatchObject({
        code: 'forbidden',
        message: expect.stringContaining('"main", "second"'),
      });
      expect(await contentOf(other)).toEqual(content);
      const main = other.service.workspace('main');
      await main.putConversation('later', { customer: 'customer 3' });
      await restore(other, file, { replace: true });
      expect(await contentOf(other)).toEqual(content);
    });

    test('what was erased since the backup is erased again', async () => {
      const main = other.service.workspace('main');
      const { erased } = await main.eraseCustomer('customer 3');
      expect(erased).toBeGreaterThan(10);
      const restored = await restore(other, file, { replace: true });
      expect(restored).toMatchObject({ erasedAgain: erased });
      expect(restored.findings.map(({ ok }) => ok)).toEqual([true, true]);
      expect((await main.conversations({ customer: 'customer 3' })).conversations).toEqual([]);
      await expect(main.putConversation('c3', {})).rejects.toMatchObject({ code: 'erased' });
    });

    test('a file that is cut off, damaged or foreign changes nothing and is named so', async () => {
      const content = await contentOf(other);
      const flipped = Buffer.from(file);
      flipped[file.length >> 1] = (flipped[file.length >> 1] ?? 0) ^ 0x10;
      const wrong: [string, Uint8Array, RegExp][] = [
        ['empty', Buffer.alloc(0), /cut off or damaged/],
        ['no gzip', Buffer.from('{"fivefaces":"backup"}\n'), /cut off or damaged/],
        ['no backup', gzipSync('{"id":"a"}\n'), /not a backup/],
        ['cut in the middle', file.subarray(0, file.length >> 1), /cut off or damaged/],
        ['without its last byte', file.subarray(0, -1), /cut off or damaged/],
        ['a flipped bit', flipped, /cut off or damaged|could not be restored/],
        [
          'without its end',
          rewritten(file, (text) => text.replace(/\{"end".*\n$/, '')),
          /cut off or damaged/,
        ],
        [
          'a changed rating',
          rewritten(file, (text) => text.replace('"score":5', '"score":4')),
          /cut off or damaged/,
        ],
        [
          'a row of nonsense',
          rewritten(file, (text) => text.replace('"score":5', '"score":55')),
          /could not be restored/,
        ],
        [
          'of a newer version',
          rewritten(file, (text) => text.replace('0001-first', '0009-later')),
          /another version/,
        ],
      ];
      for (const [what, bytes, words] of wrong) {
        const failed = restore(other, bytes, { replace: true });
        await expect(failed, what).rejects.toMatchObject({
          code: 'invalid_request',
          message: expect.stringMatching(words),
        });
        await expect(failed, what).rejects.toThrow('Nothing was changed.');
      }
      expect(await contentOf(other)).toEqual(content);
    });
  });
});

test('on PostgreSQL a restore lets no running write through, and a backup is of one moment', async () => {
  const place = await openPlace(openPostgres);
  try {
    await fill(place);
    const main = place.service.workspace('main');
    const claims = (cid: string) => ({
      iss: 'main',
      aud: 'fivefaces-widget' as const,
      sub: 'visitor',
      cid,
      exp: START + DAY,
    });
    const write = (run: string) =>
      Promise.allSettled(
        Array.from({ length: 40 }, (_, index) =>
          main.rate(claims(`${run} ${index}`), { score: 1, seq: 1 }),
        ),
      );
    const [file] = await Promise.all([backUp(place), write('during the backup')]);
    const [restored] = await Promise.all([
      restore(place, file, { replace: true }),
      write('during the restore'),
    ]);
    expect(restored.findings.map(({ ok }) => ok)).toEqual([true, true]);
    expect(await main.storedCounts()).toEqual(await main.recount());
  } finally {
    await place.database.close();
  }
});
