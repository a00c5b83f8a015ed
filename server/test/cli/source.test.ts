import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  CHATWOOT_ADMIN,
  type ChatwootMock,
  startChatwoot,
} from '../../../test/platforms/chatwoot.ts';
import { newPlace, run, runReading, runWith, serveWith } from './command.ts';

let chatwoot: ChatwootMock;
let folder: Awaited<ReturnType<typeof newPlace>>;
beforeAll(async () => {
  chatwoot = await startChatwoot(Date.now);
  folder = await newPlace();
});
afterAll(async () => {
  await chatwoot.close();
  await folder.remove();
});

const place = () => ['--data', folder.data];
const add = () => ['source', 'add', 'chatwoot', '--set', `address=${chatwoot.address}`, ...place()];

/** The platform of these tests runs on this computer. */
const INSIDE = { FIVEFACES_PRIVATE_NETWORK: 'allow' };

test('a platform is connected, read by the running server, tested and disconnected', async () => {
  const without = await run(...add());
  expect(without).toMatchObject({ code: 1, err: expect.stringContaining('standard input') });
  const secret = { ...INSIDE, FIVEFACES_SOURCE_SECRET: 'wrong' };
  const refused = await runWith(secret, ...add());
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/token/i);

  const connected = await runReading(INSIDE, `${CHATWOOT_ADMIN}\n`, ...add());
  expect(connected, connected.err).toMatchObject({
    code: 0,
    out: expect.stringContaining('is connected as chatwoot.'),
  });
  expect((await stat(join(folder.data, 'secrets.key'))).mode & 0o777).toBe(0o600);

  const conversation = chatwoot.open();
  chatwoot.resolve(conversation);
  chatwoot.rate(conversation, 2);
  const server = await serveWith(INSIDE, ...place());
  try {
    const list = async () => (await run('source', 'list', ...place())).out;
    await expect.poll(list, { timeout: 30_000 }).toMatch(/chatwoot .* 1 +1 .* well/);
    expect(await run('source', 'test', 'chatwoot', ...place())).toMatchObject({
      code: 0,
      out: expect.stringContaining('The access works'),
    });
    expect(await run('source', 'remove', 'chatwoot', ...place())).toMatchObject({ code: 0 });
  } finally {
    expect(await server.end('SIGTERM')).toBe(0);
  }
  expect(await holding(folder.data, CHATWOOT_ADMIN)).toEqual([]);
}, 180_000);

test('a key that is none stops the start in words', async () => {
  const { code, err } = await runWith(
    { FIVEFACES_SECRETS_KEY: 'short' },
    'token',
    'list',
    ...place(),
  );
  expect(code).toBe(1);
  expect(err).toBe(
    'FIVEFACES_SECRETS_KEY must hold keys of 32 bytes in base64, such as "openssl rand -base64 32" gives.\n',
  );
});

/** The files of a folder that hold a text. */
async function holding(path: string, text: string): Promise<string[]> {
  const files = await readdir(path, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const file of files) {
    if (!file.isFile()) continue;
    const name = join(file.parentPath, file.name);
    if ((await readFile(name)).includes(text)) found.push(name);
  }
  return found;
}
