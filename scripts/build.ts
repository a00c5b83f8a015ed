import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The repository's root folder. */
export const ROOT = path.resolve(import.meta.dirname, '..');

/**
 * Hosts of the build for `npm start` and the Chromium tests: Chromium has no way to grant a
 * permission without a person, so this build has the loopback server's host from the start. The
 * store builds have no host at install.
 */
const FIXED_HOSTS = 'http://127.0.0.1/*,http://localhost/*';

/** What the extension is made of. */
const EXTENSION_SOURCES = [
  'wxt.config.ts',
  'lingui.config.ts',
  'scripts/speak-languages.ts',
  'scripts/languages/{background-words,read-catalog}.ts',
  '{entrypoints,components,lib,public}/**/*',
];

/** Everything that is built, with the folder it leaves. */
const BUILDS = {
  server: {
    command: [process.execPath, 'server/build.ts'],
    output: 'server/dist',
    sources: ['server/build.ts', 'server/pages/**/*', 'server/src/chat/contract.ts', 'lib/**/*.ts'],
    environment: {},
  },
  chrome: {
    command: ['wxt', 'build'],
    output: '.output/chrome-mv3',
    sources: EXTENSION_SOURCES,
    environment: {},
  },
  chromeFixed: {
    command: ['wxt', 'build'],
    output: '.output/chrome-mv3-fixed',
    sources: EXTENSION_SOURCES,
    environment: { FIVEFACES_FIXED_HOSTS: FIXED_HOSTS },
  },
  firefox: {
    command: ['wxt', 'build', '-b', 'firefox', '--mv3'],
    output: '.output/firefox-mv3',
    sources: EXTENSION_SOURCES,
    environment: {},
  },
} as const;

export type BuildName = keyof typeof BUILDS;

/** The folder that a build leaves, as an absolute path. */
export function outputOf(name: BuildName): string {
  return path.join(ROOT, BUILDS[name].output);
}

/** Builds what changed since it was last built; throws with the builder's output if it fails. */
export function build(...names: BuildName[]): void {
  for (const name of names) {
    const { command, output, sources, environment } = BUILDS[name];
    const stamp = path.join(ROOT, 'node_modules', '.cache', 'fivefaces', `build-${name}`);
    const fingerprint = fingerprintOf(sources);
    const folder = path.join(ROOT, output);
    if (existsSync(folder) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) {
      continue;
    }
    console.error(`Building ${output} …`);
    const [program, ...rest] = command;
    const run = spawnSync(program, rest, {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, ...environment },
      shell: process.platform === 'win32',
    });
    if (run.status !== 0) {
      throw new Error(`Building ${output} failed:\n${run.stdout ?? ''}${run.stderr ?? ''}`);
    }
    mkdirSync(path.dirname(stamp), { recursive: true });
    writeFileSync(stamp, fingerprint);
  }
}

function fingerprintOf(patterns: readonly string[]): string {
  const hash = createHash('sha256');
  const files = globSync([...patterns, 'package-lock.json'], { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  build('server', 'chrome', 'firefox');
  console.log(`Built ${outputOf('chrome')}, ${outputOf('firefox')} and ${outputOf('server')}`);
}
