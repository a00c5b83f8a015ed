import type { Page } from 'puppeteer-core';
import { until } from '../../scripts/extension-browser.ts';
import type { Scene } from './platform-scenes.ts';

/** What a person does in Options and the popup to connect a platform, by mouse and keyboard. */
export const operateSources = {
  /** Connects the scene's platform, through to its card in the list. */
  async connect(options: Page, scene: Scene): Promise<void> {
    await options.bringToFront();
    const choice = `[data-part="sources"] button[data-kind="${scene.kind}"]`;
    // Where something is connected already, the platforms are behind a button. It moves while the card
    // of the one before tells how far it is: a locator clicks what stands still.
    const another = '[data-part="sources"] [data-action="connect"]';
    await options.locator(`${choice}, ${another}`).wait();
    if (!(await options.$(choice))) await options.locator(another).click();
    await options.locator(choice).click();
    for (const [field, value] of Object.entries({ ...scene.config, secret: scene.secret })) {
      const input = `[data-part="connect"] [name="${field}"]`;
      const isChoice = await options
        .locator(input)
        .map((one) => one instanceof HTMLSelectElement)
        .wait();
      if (isChoice) await options.select(input, value);
      else await options.locator(input).fill(value);
    }
    await options.locator('[data-part="connect"] button[type=submit]').click();
    await until(`${scene.name} connected`, async () => {
      const wrong = await options
        .$eval('[data-part="connect"] [role=alert]', (one) => one.textContent)
        .catch(() => null);
      if (wrong) throw new Error(`${scene.name} was not connected: ${wrong}`);
      return options.$('[data-part="source"]');
    });
  },

  /** Lets the panel show beside the inbox that this address is of. */
  async showBeside(options: Page, address: string): Promise<void> {
    await options.bringToFront();
    await options.locator('.add-inbox input').fill(address);
    await options.locator('.add-inbox button[type=submit]').click();
    await options.locator(`[data-inbox][data-origin="${new URL(address).origin}"]`).wait();
  },

  /** Takes the file that was dropped as it is understood. */
  async takeFile(page: Page): Promise<void> {
    await page.locator('[data-part="file-preview"] button[type=submit]').click();
  },

  /** Stops asking at a platform's place, by its switch in the popup. */
  async stopAsking(popup: Page, place: string): Promise<void> {
    await popup.bringToFront();
    const row = `//li[@data-place][.//p[contains(., '${place}')]]`;
    await popup.locator(`::-p-xpath(${row}//button[@aria-checked='true'])`).click();
    await popup.locator('button ::-p-text(Stop asking)').click();
  },
};
