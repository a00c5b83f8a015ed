import { spawnSync } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { accessSync, constants, existsSync, globSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frame } from 'puppeteer-core';
import { ensureChromium, ensureFirefox, rootFlags } from '../../scripts/browsers.ts';
import { outputOf } from '../../scripts/build.ts';
import { buildFor } from '../../scripts/build-for.ts';
import { type ExtensionBrowser, launchExtensionBrowser } from '../../scripts/extension-browser.ts';
import { expect, test, type World } from './world.ts';

/**
 * A company's policy, as real policy files of this computer: the browser itself installs the
 * extension, with its hosts, and nobody clicks anything.
 */

/** Where Chromium of Debian looks for policies of its computer. */
const CHROMIUM_POLICIES = '/etc/chromium/policies/managed';
const POLICY_FILE = path.join(CHROMIUM_POLICIES, `fivefaces-test-${process.pid}.json`);

/** What a test leaves behind is put away here, last first. */
type PutAway = (() => Promise<unknown> | unknown)[];

/** Why real policies cannot be tried here; `null` if they can. */
function whyNot(world: World): string | null {
  if (process.platform !== 'linux') return 'policies are tried on Linux only';
  if (world.browserName === 'firefox') return null;
  const folder = [CHROMIUM_POLICIES, '/etc/chromium'].find((one) => existsSync(one));
  try {
    accessSync(folder ?? '/etc/chromium', constants.W_OK);
    return null;
  } catch {
    return `${CHROMIUM_POLICIES} cannot be written by this user`;
  }
}

/** Has Chromium install the extension by policy, from a web server as companies run one. */
async function installInChromium(settings: object, folder: string, putAway: PutAway) {
  const packed = path.join(folder, 'fivefaces');
  await cp(outputOf('chromeFixed'), packed, { recursive: true });
  const { status, stderr } = spawnSync(
    await ensureChromium(),
    [...rootFlags(), '--headless', `--user-data-dir=${folder}/pack`, `--pack-extension=${packed}`],
    { encoding: 'utf8', timeout: 30_000 },
  );
  if (!existsSync(`${packed}.crx`)) throw new Error(`Not packed (${status}): ${stderr}`);
  const key = createPublicKey(createPrivateKey(readFileSync(`${packed}.pem`)));
  const id = idOfKey(key.export({ type: 'spki', format: 'der' }));
  const { version } = JSON.parse(readFileSync(path.join(packed, 'manifest.json'), 'utf8'));

  const shop = createServer((request, response) => {
    const { port } = shop.address() as AddressInfo;
    if (!request.url?.startsWith('/update.xml')) {
      response.setHeader('content-type', 'application/x-chrome-extension');
      response.end(readFileSync(`${packed}.crx`));
      return;
    }
    response.setHeader('content-type', 'text/xml').end(`<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid="${id}"><updatecheck codebase="http://127.0.0.1:${port}/it.crx" version="${version}"/></app>
</gupdate>`);
  });
  await new Promise<void>((listening) => shop.listen(0, '127.0.0.1', listening));
  putAway.push(() => {
    shop.closeAllConnections();
    return new Promise((closed) => shop.close(closed));
  });

  const made = await mkdir(CHROMIUM_POLICIES, { recursive: true });
  putAway.push(async () => {
    await rm(POLICY_FILE, { force: true });
    if (made) await rm(made, { recursive: true, force: true });
  });
  // Of an earlier run that was stopped in the middle.
  for (const old of globSync(path.join(CHROMIUM_POLICIES, 'fivefaces-test-*.json'))) {
    await rm(old, { force: true });
  }
  const { port } = shop.address() as AddressInfo;
  const write = (changed: object) =>
    writeFile(
      POLICY_FILE,
      JSON.stringify({
        ExtensionInstallForcelist: [`${id};http://127.0.0.1:${port}/update.xml`],
        '3rdparty': { extensions: { [id]: changed } },
      }),
    );
  await write(settings);
  return write;
}

function idOfKey(key: Buffer): string {
  const digits = [...createHash('sha256').update(key).digest('hex').slice(0, 32)];
  return digits.map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

/**
 * Has Firefox install the extension by `policies.json` in the application's `distribution` folder:
 * of an application made of links to the installed one, whose own folder stays as it is.
 */
async function installInFirefox(settings: object, server: string, folder: string) {
  const installed = path.dirname(
    spawnSync('realpath', [await ensureFirefox()], { encoding: 'utf8' }).stdout.trim(),
  );
  const own = path.join(folder, 'firefox');
  await mkdir(path.join(own, 'distribution'), { recursive: true });
  for (const name of await readdir(installed)) {
    if (name === 'distribution') continue;
    const from = path.join(installed, name);
    // The program finds its folder by where it lies itself.
    if (/^firefox(-esr|-bin)?$/.test(name))
      await cp(from, path.join(own, name), { dereference: true });
    else await symlink(from, path.join(own, name));
  }
  const built = buildFor('firefox', [server], 'policy-test');
  const manifest = JSON.parse(readFileSync(path.join(built, 'manifest.json'), 'utf8'));
  const { id } = manifest.browser_specific_settings.gecko;
  const file = path.join(folder, 'fivefaces.xpi');
  const zipped = spawnSync('web-ext', ['build', '-s', built, '-a', folder, '-n', 'fivefaces.xpi'], {
    encoding: 'utf8',
  });
  if (!existsSync(file)) throw new Error(`Not zipped: ${zipped.stdout}${zipped.stderr}`);
  await rm(built, { recursive: true });
  await writeFile(
    path.join(own, 'distribution', 'policies.json'),
    JSON.stringify({
      policies: {
        ExtensionSettings: {
          [id]: { installation_mode: 'force_installed', install_url: `file://${file}` },
        },
        // The extension is not signed here. Firefox ESR allows that, where its admin says so.
        Preferences: { 'xpinstall.signatures.required': { Value: false, Status: 'locked' } },
        '3rdparty': { Extensions: { [id]: settings } },
      },
    }),
  );
  return path.join(own, path.basename(await ensureFirefox()));
}

/** What the slim tab says to a screen reader; empty while there is none. */
function saidByTab(frame: Frame): Promise<string> {
  return frame.evaluate(() => document.querySelector('button')?.getAttribute('aria-label') ?? '');
}

test('a fresh browser of a company joins and shows the rating without a click', async ({
  world,
}) => {
  const reason = whyNot(world);
  if (reason) console.log(`Not tried: ${reason}.`);
  test.skip(reason !== null, reason ?? '');
  const folder = await mkdtemp(path.join(tmpdir(), 'fivefaces-policy-'));
  const putAway: PutAway = [() => rm(folder, { recursive: true, force: true, maxRetries: 5 })];
  try {
    await world.conversation('c1', { topics: ['Delivery'] });
    await world.rate('c1', 2);
    const { code } = await world.workspace.createInvite({
      role: 'teammate',
      uses: 30,
      expiresAt: null,
    });
    const settings = {
      server: world.url,
      enrolment: code,
      inboxes: [{ inbox: 'zendesk', origin: 'https://acme.zendesk.com' }],
      daysKept: 90,
    };
    const firefoxBefore = process.env.FIREFOX_PATH;
    putAway.push(() => {
      if (firefoxBefore === undefined) delete process.env.FIREFOX_PATH;
      else process.env.FIREFOX_PATH = firefoxBefore;
    });
    let change: ((settings: object) => Promise<void>) | null = null;
    if (world.browserName === 'chromium') {
      change = await installInChromium(settings, folder, putAway);
    } else {
      process.env.FIREFOX_PATH = await installInFirefox(settings, world.url, folder);
    }
    const browser: ExtensionBrowser = await launchExtensionBrowser(world.browserName, {
      extension: null,
      profile: path.join(folder, 'profile'),
      headless: true,
    });
    putAway.push(() => browser.close());

    const page = await browser.browser.newPage();
    await world.signIn(page);
    await page.goto(world.addressOf('c1'));
    const frame = await browser.panelFrame(page);
    await expect.poll(() => saidByTab(frame), { timeout: 30_000 }).toContain('Unhappy');
    const members = await world.workspace.listMembers(null);
    expect(members.map(({ name }) => name)).toContainEqual(
      expect.stringMatching(/^By policy \([A-Z2-9]{5}\)$/),
    );

    if (change === null) return;
    // Chromium sees a changed policy by itself: the panel waits hidden from now on.
    await change({ ...settings, panelStart: 'hidden' });
    await expect.poll(() => page.frames().length, { timeout: 30_000 }).toBe(1);
  } finally {
    for (const one of putAway.reverse()) await one();
  }
});
