import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { layDatabase } from '../database-image.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** How a command ended and what it printed. */
export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

function start(
  args: readonly string[],
  own: NodeJS.ProcessEnv,
  input: 'ignore' | 'pipe' = 'ignore',
): ChildProcess {
  const { DATABASE_URL: _, FIVEFACES_DATA: __, PUBLIC_URL: ___, ...env } = process.env;
  return spawn(process.execPath, [MAIN, ...args], {
    env: { ...env, LOG_LEVEL: 'error', ...own },
    stdio: [input, 'pipe', 'pipe'],
  });
}

function listen(child: ChildProcess): { out: string; err: string } {
  const said = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => {
    said.out += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    said.err += String(chunk);
  });
  return said;
}

/** Runs a command to its end. */
export function run(...args: string[]): Promise<Ended> {
  return runWith({}, ...args);
}

/** Runs a command with further environment variables to its end. */
export async function runWith(env: NodeJS.ProcessEnv, ...args: string[]): Promise<Ended> {
  const child = start(args, env);
  const said = listen(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

/** Runs a command that reads its standard input to its end. */
export async function runReading(
  env: NodeJS.ProcessEnv,
  input: string,
  ...args: string[]
): Promise<Ended> {
  const child = start(args, env, 'pipe');
  const said = listen(child);
  child.stdin?.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

/** A server in a process of its own. */
export interface ServeProcess {
  url: string;
  pid: number;
  /** Sends a signal and waits for the end; the exit code, or `null` after a kill. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Runs `serve` until it says where it answers. Rejects with its words if it ends before. */
export function serve(...args: string[]): Promise<ServeProcess> {
  return serveWith({}, ...args);
}

/** The same with further environment variables. */
export async function serveWith(env: NodeJS.ProcessEnv, ...args: string[]): Promise<ServeProcess> {
  const child = start(['serve', '--port', '0', ...args], env);
  const said = listen(child);
  const ended = once(child, 'close') as Promise<[number | null]>;
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const found = /^Fivefaces answers at (\S+)$/m.exec(said.out);
      if (found?.[1]) resolve(found[1]);
    });
    ended.then(([code]) => reject(new Error(`serve ended (${code}): ${said.err}`)), reject);
  });
  return {
    url,
    pid: child.pid ?? 0,
    async end(signal) {
      child.kill(signal);
      return (await ended)[0];
    },
  };
}

/** A new folder, and how to remove it. */
export async function newFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'fivefaces-cli-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** The same with a data folder in it, whose database is made and empty. */
export async function newPlace(): Promise<{ path: string; data: string; remove(): Promise<void> }> {
  const folder = await newFolder();
  const data = join(folder.path, 'data');
  await layDatabase(data);
  return { ...folder, data };
}

/** The last line that is not empty. */
export function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}
