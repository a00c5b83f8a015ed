import type { Frame, Page } from 'puppeteer-core';
import { until } from './extension-browser.ts';

/** What a person does in the extension's pages, by mouse and keyboard. */

/** Joins by an invite link in Welcome, the popup or Options, through to "You joined". */
export async function joinWorkspace(page: Page, link: string, name: string): Promise<void> {
  await page.bringToFront();
  await page.locator('form.join input').fill(link);
  await page.locator('button ::-p-text(Continue)').click();
  await page.locator('form.join input[autocomplete=name]').fill(name);
  await page.locator('form.join button[type=submit]').click();
  await page.locator('::-p-text(You joined)').wait();
}

/** Does Welcome say that this browser has joined already? Waits until it says either. */
export function isJoined(welcome: Page): Promise<boolean> {
  return until('Welcome', async () => {
    const said = await welcome.evaluate(() => {
      if (document.querySelector('form.join')) return 'not joined';
      return document.body.innerText.includes('You joined') ? 'joined' : null;
    });
    return said && { joined: said === 'joined' };
  }).then(({ joined }) => joined);
}

/** Opens the panel from its slim tab, if it is not open. */
export async function expandPanel(frame: Frame): Promise<void> {
  await until('the panel to open', async () => {
    const state = await frame.evaluate(() => {
      if (document.querySelector('[data-part], .panel')) return 'open';
      return document.querySelector('button') ? 'tab' : 'loading';
    });
    if (state === 'open') return true;
    // The frame stays hidden until it is confirmed; nothing in it can be pressed before.
    if (state === 'tab') await (await frame.$('button'))?.click().catch(() => undefined);
    return null;
  });
}

/** Opens Options by the panel's own menu. */
export async function openOptionsFromPanel(frame: Frame): Promise<void> {
  await frame.locator('button[aria-label="Panel menu"]').click();
  await frame.locator('.menu button ::-p-text(Options)').click();
}

/** Waits until a popup page shows that everything was fetched. */
export async function waitUntilSynced(popup: Page): Promise<void> {
  await popup.bringToFront();
  await until(
    'the first sync',
    async () =>
      (await popup.evaluate(
        () => document.querySelector('[data-part="overall"]:not([data-state])') !== null,
      )) || null,
    60_000,
  );
}

/** Chooses the period that scores are shown over, and waits until they are. */
export async function choosePeriod(
  surface: Page | Frame,
  period: 'auto' | '30' | '90' | '365' | 'all',
): Promise<void> {
  await surface.locator('[data-part="overall"]').wait();
  await surface.select('select', period);
  await until(
    `scores of the period ${period}`,
    async () =>
      (await surface.evaluate(
        (wanted) =>
          document.querySelector(
            `[data-part="overall"][data-period="${wanted}"] data[data-field="rated"]`,
          ) !== null,
        period,
      )) || null,
  );
}

/** A conversation as the popup's look-up shows it. */
export interface Found {
  id: string;
  state: string;
  score: number | null;
}

/** Looks a conversation up in the popup; `null` if it says that it is not on this computer. */
export async function lookUp(popup: Page, text: string): Promise<Found | null> {
  await popup.bringToFront();
  await popup.locator('input[type=search]').fill(text);
  const answer = await until('the look-up', () =>
    popup.evaluate((wanted) => {
      const part = document.querySelector('[data-part="look-up"]');
      if (part?.querySelector('[data-state="unknown"]')) return { found: null };
      for (const row of part?.querySelectorAll('[data-conversation]') ?? []) {
        if (row.getAttribute('data-conversation') !== wanted) continue;
        const score = row.querySelector('data[data-field="score"]')?.getAttribute('value');
        return {
          found: {
            id: wanted,
            state: row.getAttribute('data-state') ?? '',
            score: score ? Number(score) : null,
          },
        };
      }
      return null;
    }, text),
  );
  return answer.found;
}

/** A button of the review. */
export type ReviewAction =
  | 'flag'
  /** Takes it, releases it, or takes it over: whichever the button offers. */
  | 'take'
  /** Marks it done, or reopens it. */
  | 'done'
  | 'undo'
  | 'keep-mine'
  | 'keep-theirs';

/** Presses a button of the open conversation's review in the panel. */
export async function actOnReview(panel: Frame, action: ReviewAction): Promise<void> {
  await panel.locator(`[data-part="review"] [data-action="${action}"]`).click();
}

/** Chooses a cause by its id, or takes the choice back. */
export async function chooseCause(panel: Frame, cause: string): Promise<void> {
  await panel.locator(`[data-field="cause"] [data-value="${cause}"]`).click();
}

/** Chooses a next step by its id, or takes the choice back. */
export async function chooseNextStep(panel: Frame, step: string): Promise<void> {
  await panel.locator(`[data-field="next-step"] [data-value="${step}"]`).click();
}

/** Writes the review's note in place of what stands there, and saves it by leaving the field. */
export async function writeNote(panel: Frame, note: string): Promise<void> {
  await panel.locator('[data-field="note"] textarea').fill(note);
  await panel.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
}

/** Presses "Try now" where the sync waits; it may have gone on by itself meanwhile. */
export async function trySyncNow(surface: Page | Frame): Promise<void> {
  await surface.evaluate(() => {
    document.querySelector<HTMLElement>('[data-action="try-now"]')?.click();
  });
}

/** Writes the known problem of the panel's first topic for the whole team. */
export async function writeKnownProblem(panel: Frame, text: string): Promise<void> {
  await panel.locator('[data-action="edit-known-problem"]').click();
  await panel.locator('[data-part="known-problem"] textarea').fill(text);
  await panel.locator('[data-action="save-known-problem"]').click();
}

/** Opens what is to be reviewed next, as the panel leads to it. */
export async function goToNext(
  panel: Frame,
  action: 'next-in-topic' | 'next-to-review',
): Promise<void> {
  await panel.locator(`[data-action="${action}"]`).click();
}
