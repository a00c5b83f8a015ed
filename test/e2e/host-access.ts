import type { Page } from 'puppeteer-core';
import type { ExtensionBrowser } from '../../scripts/extension-browser.ts';

/** What a person does about an extension's access to sites, in the browser's own settings. */
export interface HostAccess {
  grant(site: string): Promise<void>;
  withdraw(site: string): Promise<void>;
  /** The match patterns of the sites that the extension may act on. */
  granted(): Promise<string[]>;
}

/** @param own one of the extension's own pages */
export async function openHostAccess(browser: ExtensionBrowser, own: Page): Promise<HostAccess> {
  const granted = () =>
    own.evaluate(async (): Promise<string[]> => {
      const api = Reflect.get(globalThis, 'browser') ?? Reflect.get(globalThis, 'chrome');
      return (await api.permissions.getAll()).origins;
    });
  if (browser.name === 'firefox') {
    const inOwnPage = (action: 'request' | 'remove') => async (site: string) => {
      // Firefox takes a request from a click alone; its prompt is answered by a preference.
      await own.evaluate(
        (what, origin) => {
          const api = Reflect.get(globalThis, 'browser');
          const button = document.createElement('button');
          button.id = 'host-access';
          button.style.cssText = 'position:fixed;inset:0 auto auto 0;z-index:9';
          button.textContent = what;
          button.onclick = () =>
            api.permissions[what]({ origins: [origin] }).then(() => button.remove());
          document.body.append(button);
        },
        action,
        site,
      );
      await own.bringToFront();
      await own.locator('#host-access').click();
      await own.waitForFunction(() => document.querySelector('#host-access') === null);
    };
    return { grant: inOwnPage('request'), withdraw: inOwnPage('remove'), granted };
  }
  // Chromium has no way to answer a prompt by script, but its own page of extensions can be operated.
  const id = await own.evaluate(() => location.host);
  const settings = await browser.open('chrome://extensions/');
  const inSettings = (action: string, ...more: unknown[]) =>
    settings.evaluate(
      async (name, values) => {
        const api = Reflect.get(globalThis, 'chrome').developerPrivate;
        await api[name](...values);
      },
      action,
      more,
    );
  await inSettings('updateExtensionConfiguration', {
    extensionId: id,
    hostAccess: 'ON_SPECIFIC_SITES',
  });
  return {
    grant: (site) => inSettings('addHostPermission', id, site),
    withdraw: (site) => inSettings('removeHostPermission', id, site),
    granted,
  };
}
