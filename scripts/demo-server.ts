import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './build.ts';

const MAIN = path.join(ROOT, 'server', 'src', 'main.ts');

/** The real server in a process of its own, as an operator runs it. */
export interface DemoServer {
  /** Its origin, for example `http://127.0.0.1:4100`. */
  url: string;
  /** Stops it and waits until it is gone. */
  stop(): Promise<void>;
}

/** Starts `serve` on a data folder and waits until it answers. Throws with its output if it does not. */
export async function startDemoServer(
  data: string,
  port: number,
  more: string[],
): Promise<DemoServer> {
  const child = command(['serve', '--data', data, '--port', String(port), ...more]);
  const output: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (line: string) => {
      output.push(line);
      const found = /https?:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(line)?.[0];
      if (found) resolve(found);
    };
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', listen);
    }
    child.on('exit', (code) =>
      reject(new Error(`The server ended with code ${code}:\n${output.join('\n')}`)),
    );
  });
  const ready = await fetch(`${url}/readyz`);
  if (!ready.ok) throw new Error(`The server is not ready: ${ready.status}`);
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/**
 * Runs one of the server's commands to its end and gives its last line of output. Its messages go
 * to our standard error. Throws if it fails.
 */
export async function serverCommand(args: string[]): Promise<string> {
  const child = command(args);
  child.stderr?.pipe(process.stderr);
  let last = '';
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) if (line.trim()) last = line;
  }
  const code = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)));
  if (code !== 0) throw new Error(`"${args.join(' ')}" ended with code ${code}: ${last}`);
  return last.trim();
}

function command(args: string[]): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
