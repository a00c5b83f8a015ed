import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { generateMessageId } from '@lingui/message-utils/generateMessageId';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { build, outputOf } from '../../scripts/build.ts';
import { buildFor, hostPatterns } from '../../scripts/build-for.ts';

/** The manifests as they go to the stores: what they ask for is held here line by line. */
const manifestOf = (name: 'chrome' | 'firefox') =>
  JSON.parse(readFileSync(path.join(outputOf(name), 'manifest.json'), 'utf8'));

beforeAll(() => {
  // Under a test runner's own NODE_ENV the build would carry React's development code.
  vi.stubEnv('NODE_ENV', 'production');
  build('chrome', 'firefox');
  vi.unstubAllEnvs();
}, 120_000);

describe.each(['chrome', 'firefox'] as const)('the manifest for %s', (name) => {
  it('asks for no host and no more than it needs', () => {
    const manifest = manifestOf(name);
    expect(manifest.manifest_version).toBe(3);
    expect(manifest.permissions).toEqual([
      'storage',
      'alarms',
      'scripting',
      'activeTab',
      'contextMenus',
    ]);
    expect(manifest.optional_permissions).toEqual(['notifications']);
    expect(manifest.host_permissions).toBeUndefined();
    expect(manifest.content_scripts).toBeUndefined();
    expect(manifest.optional_host_permissions).toEqual(['https://*/*', 'http://*/*']);
    expect(manifest.incognito).toBe('not_allowed');
  });

  it('lets web pages load nothing but the panel', () => {
    expect(manifestOf(name).web_accessible_resources).toEqual([
      { resources: ['panel.html'], matches: ['https://*/*', 'http://*/*'] },
    ]);
  });

  it('runs no code but its own', () => {
    expect(manifestOf(name).content_security_policy.extension_pages).toContain(
      "default-src 'none'; script-src 'self';",
    );
  });

  it('leaves light and dark to the browser, which knows the theme chosen in Options', () => {
    const folder = path.join(outputOf(name), 'assets');
    const styles = readdirSync(folder)
      .filter((file) => file.endsWith('.css'))
      .map((file) => readFileSync(path.join(folder, file), 'utf8'))
      .join('');
    expect(styles).toContain('--surface:light-dark(');
    expect(styles).not.toContain('prefers-color-scheme');
  });

  it('tells Chrome what a company may set by policy; Firefox asks for no schema', () => {
    const { storage } = manifestOf(name);
    expect(storage).toEqual(
      name === 'chrome' ? { managed_schema: 'managed-schema.json' } : undefined,
    );
  });

  it('gives the background its few words of each language in a file that it reads when it speaks', () => {
    const read = (file: string) => readFileSync(path.join(outputOf(name), file), 'utf8');
    const id = generateMessageId('Look up in Fivefaces');
    const words = JSON.parse(read('languages/background-de.json'));
    const [menu] = words[id];
    expect(menu).toContain('Fivefaces');
    expect(menu).not.toBe('Look up in Fivefaces');
    expect(Object.keys(words).length).toBeLessThan(100);
    expect(read('background.js')).not.toContain(menu);
  });

  it('is as it was', () => {
    const { version, ...manifest } = manifestOf(name);
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(manifest).toMatchSnapshot();
  });
});

describe('the build for a company', () => {
  it('has the hosts that were named from the start, and is otherwise the one of the store', () => {
    const folder = buildFor(
      'chrome',
      [
        'https://csat.example.com/join',
        'https://acme.zendesk.com',
        'https://acme.zendesk.com/agent',
      ],
      'manifest-test',
    );
    const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8'));
    rmSync(folder, { recursive: true });
    const { host_permissions, ...rest } = manifest;
    expect(host_permissions).toEqual(['https://csat.example.com/*', 'https://acme.zendesk.com/*']);
    expect(rest).toEqual(manifestOf('chrome'));
  }, 60_000);

  it.each([[[]], [['csat.example.com']], [['https://*.example.com']], [['file:///x']]])(
    'is not made for %j',
    (addresses) => {
      expect(() => hostPatterns(addresses)).toThrow(/address/);
    },
  );
});
