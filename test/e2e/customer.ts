import type { Page } from 'puppeteer-core';

/** A customer at the chat page: what they see and do, with mouse and keyboard. */
export class Customer {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The chat's id, once the page has begun it. */
  async conversation(): Promise<string> {
    const handle = await this.page.waitForFunction(() =>
      Object.values({ ...sessionStorage }).find((value) => /chat-[\w-]{22}/.test(String(value))),
    );
    const stored = String(await handle.jsonValue());
    return /chat-[\w-]{22}/.exec(stored)?.[0] ?? '';
  }

  /** Asks a question and waits for the AI agent's answer. */
  async ask(question: string): Promise<void> {
    const before = await this.#answers();
    await this.page.locator('#text').fill(question);
    await this.page.keyboard.press('Enter');
    await this.page.waitForFunction(
      (count) => document.querySelectorAll('#log [data-message$="-answer"]').length > count,
      {},
      before,
    );
  }

  /** 👍 That helped. */
  async sayItHelped(): Promise<void> {
    await this.page.locator('fivefaces-rating >>> [part=helped]').click();
  }

  async talkToPerson(): Promise<void> {
    await this.page.locator('#person').click();
  }

  async endChat(): Promise<void> {
    await this.page.locator('#end').click();
  }

  /** Picks a face by its name, for example `Unhappy`. */
  async pick(face: string): Promise<void> {
    await this.page.locator(`fivefaces-rating >>> [role=radio][title="${face}"]`).click();
  }

  async change(): Promise<void> {
    await this.page.locator('fivefaces-rating >>> button.change').click();
  }

  /** What the widget says now: its visible words. */
  async widget(): Promise<string> {
    return this.page.evaluate(() => {
      const root = document.querySelector('fivefaces-rating')?.shadowRoot;
      const visible = (element: Element) => (element as HTMLElement).checkVisibility();
      return [...(root?.children ?? [])]
        .filter(visible)
        .map((element) => (element as HTMLElement).innerText)
        .join('\n');
    });
  }

  async #answers(): Promise<number> {
    return this.page.evaluate(
      () => document.querySelectorAll('#log [data-message$="-answer"]').length,
    );
  }
}
