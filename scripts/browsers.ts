import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { getInstalledBrowsers } from '@puppeteer/browsers';

/**
 * Finds the browsers that extensions can be loaded into, and installs them where there are none:
 * Debian's packages when run as root, else Playwright's Chromium and Mozilla's Firefox.
 * Branded Chrome is left out: it no longer loads unpacked extensions from the command line.
 */

const DOWNLOADS = path.join(homedir(), '.cache', 'fivefaces', 'browsers');

function firstExecutable(candidates: (string | undefined)[]): string | null {
  for (const candidate of candidates) {
    if (!candidate) continue;
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not there: the next one.
    }
  }
  return null;
}

/** Chromium's executable, or `null` if none is installed. `CHROMIUM_PATH` overrides. */
export function findChromium(): string | null {
  return firstExecutable([
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    chromium.executablePath(),
  ]);
}

/** Firefox's executable, or `null` if none is installed. `FIREFOX_PATH` overrides. */
export async function findFirefox(): Promise<string | null> {
  const downloaded = await getInstalledBrowsers({ cacheDir: DOWNLOADS }).catch(() => []);
  return firstExecutable([
    process.env.FIREFOX_PATH,
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
    ...downloaded.map((browser) => browser.executablePath),
  ]);
}

/** Chromium's executable; installs it if there is none. Throws if that fails. */
export async function ensureChromium(): Promise<string> {
  return (
    findChromium() ??
    (await install('chromium', ['chromium', 'fonts-noto-color-emoji'], findChromium, [
      'playwright',
      'install',
      ...(isRoot() ? ['--with-deps'] : []),
      'chromium',
    ]))
  );
}

/** Firefox's executable; installs it if there is none. Throws if that fails. */
export async function ensureFirefox(): Promise<string> {
  return (
    (await findFirefox()) ??
    (await install('firefox', ['firefox-esr', 'fonts-noto-color-emoji'], findFirefox, [
      'browsers',
      'install',
      'firefox@stable',
      '--path',
      DOWNLOADS,
    ]))
  );
}

/** Flags without which a browser does not start as root. */
export function rootFlags(): string[] {
  return isRoot() ? ['--no-sandbox'] : [];
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function install(
  name: string,
  debianPackages: string[],
  find: () => string | null | Promise<string | null>,
  download: string[],
): Promise<string> {
  console.error(`No ${name} found: installing it …`);
  if (isRoot() && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...debianPackages], {
      DEBIAN_FRONTEND: 'noninteractive',
    });
    const found = await find();
    if (found) return found;
  }
  run('npx', ['--no-install', ...download]);
  const found = await find();
  if (!found) {
    throw new Error(
      `${name} could not be installed. Install it and set ${name.toUpperCase()}_PATH to its executable.`,
    );
  }
  return found;
}

function run(command: string, args: string[], environment: Record<string, string> = {}): void {
  spawnSync(command, args, {
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32',
  });
}
