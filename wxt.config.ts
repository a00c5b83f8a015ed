import path from 'node:path';
import { defineConfig } from 'wxt';
import { backgroundWords } from './scripts/languages/background-words.ts';
import { speakLanguages } from './scripts/speak-languages.ts';

/**
 * Hosts that are granted at install, as match patterns with commas between: for a browser that is
 * set up by script (`npm start`, end-to-end tests) or by a company (scripts/build-for.ts). The build
 * for the stores has none.
 */
const fixedHosts = (process.env.FIVEFACES_FIXED_HOSTS ?? '').split(',').filter(Boolean);
/** Ends the name of such a build's folder. */
const fixedName = process.env.FIVEFACES_FIXED_NAME ?? 'fixed';

/** `wxt/browser` is the browser's own object, before the polyfill's alias gets hold of the name. */
const withoutPolyfill = {
  name: 'without-polyfill',
  enforce: 'pre' as const,
  config: () => ({
    resolve: { alias: [{ find: 'wxt/browser', replacement: '@wxt-dev/browser' }] },
  }),
};

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  modules: ['@wxt-dev/module-react', '@wxt-dev/webextension-polyfill'],
  vite: () => ({
    plugins: [speakLanguages()],
    // The oldest browsers that take the extension. For older ones `light-dark()` would be rewritten,
    // so that it follows the system and no longer the theme chosen in Options.
    build: { cssTarget: ['chrome126', 'firefox140'] },
  }),
  hooks: {
    'vite:build:extendConfig'(entrypoints, config) {
      if (entrypoints.some(({ type }) => type === 'background')) {
        const words = backgroundWords(path.join(import.meta.dirname, 'components', 'languages'));
        config.plugins = [...(config.plugins ?? []), words];
      }
      // The content script does without the polyfill, see docs/decisions/0009.
      if (!entrypoints.some(({ type }) => type === 'content-script')) return;
      config.plugins = [...(config.plugins ?? []), withoutPolyfill];
    },
  },
  outDirTemplate: `{{browser}}-mv3${fixedHosts.length > 0 ? `-${fixedName}` : ''}{{modeSuffix}}`,
  zip:
    fixedHosts.length > 0
      ? { artifactTemplate: `fivefaces-{{browser}}-${fixedName}.zip`, zipSources: false }
      : {},
  manifest: ({ browser }) => ({
    name: '__MSG_name__',
    description: '__MSG_description__',
    default_locale: 'en',
    permissions: ['storage', 'alarms', 'scripting', 'activeTab', 'contextMenus'],
    // Asked for when somebody switches notices on.
    optional_permissions: ['notifications'],
    ...(fixedHosts.length > 0 && { host_permissions: fixedHosts }),
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    incognito: 'not_allowed',
    // Firefox takes policies without a schema, and warns of the key.
    ...(browser !== 'firefox' && { storage: { managed_schema: 'managed-schema.json' } }),
    action: { default_title: 'Fivefaces' },
    omnibox: { keyword: 'csat' },
    commands: {
      _execute_action: {
        suggested_key: { default: 'Alt+Shift+F', mac: 'MacCtrl+Shift+F' },
      },
      'look-up': {
        description: '__MSG_command_look_up__',
        suggested_key: { default: 'Alt+Shift+L', mac: 'MacCtrl+Shift+L' },
      },
    },
    icons: { 16: 'icon/16.png', 32: 'icon/32.png', 48: 'icon/48.png', 128: 'icon/128.png' },
    web_accessible_resources: [
      { resources: ['panel.html'], matches: ['https://*/*', 'http://*/*'] },
    ],
    content_security_policy: {
      // connect-src is said out loud because Firefox's default turns http: into https:, and a server
      // on this very computer has no certificate. 'self': the background reads its words.
      extension_pages:
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self' https: http:; base-uri 'none'; form-action 'none'",
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'fivefaces@fivefaces.example',
              strict_min_version: '140.0',
              data_collection_permissions: {
                required: ['authenticationInfo', 'personalCommunications'],
              },
            },
          },
        }
      : { minimum_chrome_version: '126' }),
  }),
});
