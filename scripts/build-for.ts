import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { permissionFor } from '../lib/messages/invite-link.ts';
import { ROOT } from './build.ts';

/**
 * Builds the extension for one company: with its hosts granted at install, so that a force-installed
 * extension needs no click (docs/roll-out.md). `npm run build:for -- https://csat.example.com
 * https://acme.zendesk.com` leaves a zip for Chrome and one for Firefox.
 */

const BROWSERS = ['chrome', 'firefox'] as const;

/** Match patterns of the hosts that addresses name. Throws `Error` in words for what is no address. */
export function hostPatterns(addresses: readonly string[]): string[] {
  if (addresses.length === 0)
    throw new Error('Name at least one address: your server, your inboxes.');
  return [
    ...new Set(
      addresses.map((text) => {
        const address = URL.parse(text);
        if (
          address === null ||
          !/^https?:$/.test(address.protocol) ||
          address.hostname.includes('*')
        ) {
          throw new Error(`"${text}" is no address like https://csat.example.com.`);
        }
        return permissionFor(address.origin);
      }),
    ),
  ];
}

/**
 * Builds for a browser with these hosts; gives the folder of the built extension.
 * @param name part of the folder's name: `acme` gives `.output/chrome-mv3-acme`
 */
export function buildFor(
  browser: (typeof BROWSERS)[number],
  addresses: readonly string[],
  name: string,
): string {
  run(browser, 'build', addresses, name);
  return path.join(ROOT, '.output', `${browser}-mv3-${name}`);
}

function run(
  browser: (typeof BROWSERS)[number],
  command: 'build' | 'zip',
  addresses: readonly string[],
  name: string,
): void {
  const { status, stdout, stderr } = spawnSync('wxt', [command, '-b', browser, '--mv3'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      ...process.env,
      NODE_ENV: 'production',
      FIVEFACES_FIXED_HOSTS: hostPatterns(addresses).join(','),
      FIVEFACES_FIXED_NAME: name,
    },
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    throw new Error(`Building for ${browser} failed:\n${stdout ?? ''}${stderr ?? ''}`);
}

function main(addresses: readonly string[]): void {
  const patterns = hostPatterns(addresses);
  // Called after the first host.
  const name = `for-${new URL(addresses[0] ?? '').hostname.replace(/[^a-z0-9.-]+/g, '-')}`;
  console.log(`Granted at install: ${patterns.join(' ')}`);
  for (const browser of BROWSERS) {
    run(browser, 'zip', addresses, name);
    console.log(path.join(ROOT, '.output', `fivefaces-${browser}-${name}.zip`));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
