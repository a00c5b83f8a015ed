import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openChat } from './chat-customer.ts';
import { openStage, type Stage } from './stage.ts';

const MINUTE = 60_000;
const WITHIN = { timeout: 8_000, interval: 50 };

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.closePages());
afterAll(() => stage.close());

async function overall() {
  return (await stage.workspace.insights({})).overall;
}

async function collect(enabled: boolean) {
  const { version } = await stage.workspace.collection();
  await stage.workspace.putCollection(enabled, 'Ada', version);
}

describe('rating a chat', () => {
  test('two clicks rate; the last face counts until an hour after the end, then none', async () => {
    const { page, ask, stored } = await openChat(stage, await stage.newPage());
    const before = await overall();
    await ask('Where is my order?');
    await page.getByRole('button', { name: 'That helped' }).click();
    await page.getByRole('radio', { name: 'Unhappy', exact: true }).click();
    await page.getByText('Thank you!').waitFor();
    expect(await stored()).toMatchObject({
      asked: true,
      askedBy: 'helped',
      openedAt: expect.any(String),
      rating: { score: 2, comment: null, of: 'ai_agent' },
    });

    await page.reload();
    await page.getByText('Your rating').waitFor();
    await expect.poll(() => page.locator('fivefaces-rating b').textContent()).toBe('Unhappy');
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('radio', { name: 'Happy', exact: true }).click();
    await expect.poll(async () => (await stored()).rating?.score).toBe(4);
    await page.getByLabel('Anything to add?').fill('It was the right answer after all.');
    await page.locator('fivefaces-rating').getByRole('button', { name: 'Send' }).click();
    await page.getByText('your comment was sent').waitFor();
    expect((await stored()).rating?.comment).toBe('It was the right answer after all.');

    await ask('thanks');
    expect(await page.getByRole('button', { name: 'That helped' }).isVisible()).toBe(false);
    const after = await overall();
    expect(after.rated - before.rated).toBe(1);
    expect(after.positive - before.positive).toBe(1);

    await page.getByRole('button', { name: 'End chat' }).click();
    await page.getByText('This chat has ended').waitFor();
    // The page hears nothing of the hour that is over before the customer picks.
    await page.route('**/v1/w/*/conversation', () => undefined);
    stage.pass(61 * MINUTE);
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('radio', { name: 'Very unhappy' }).click();
    await page.getByText('can’t be changed any more').first().waitFor();
    expect(await page.getByRole('button', { name: 'Change' }).isVisible()).toBe(false);
    expect((await stored()).rating?.score).toBe(4);
    expect(page.errors).toEqual([]);
  });

  test('a handover opens the picker without taking the focus from the chat', async () => {
    const { page, ask, stored } = await openChat(stage, await stage.newPage());
    await ask('I was charged twice for one order.');
    await page.getByRole('button', { name: 'Talk to a person' }).click();
    await page.getByRole('radio', { name: 'Neutral' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('text');
    await page.getByRole('radio', { name: 'Neutral' }).click();
    await page.getByText('Thank you!').waitFor();
    expect(await stored()).toMatchObject({
      handedOverAt: expect.any(String),
      rating: { score: 3 },
    });
  });

  test('a handover without an offer before it is asked through that door', async () => {
    const { page, stored } = await openChat(stage, await stage.newPage());
    await page.getByRole('button', { name: 'Talk to a person' }).click();
    await page.getByRole('radio', { name: 'Neutral' }).waitFor();
    await expect.poll(async () => (await stored()).askedBy).toBe('handover');
  });

  test('who puts it off is not asked again by itself, also after a reload', async () => {
    const { page } = await openChat(stage, await stage.newPage());
    await page.getByRole('button', { name: 'Talk to a person' }).click();
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.getByRole('button', { name: 'That helped' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'That helped' }).waitFor();
    expect(await page.getByRole('radio').first().isVisible()).toBe(false);
  });

  test('a team test works the same and counts in no score', async () => {
    const { page, ask, stored } = await openChat(stage, await stage.newPage(), '/chat?internal');
    const before = await overall();
    await page.getByText('Team test.').waitFor();
    await ask('How do I wash a down jacket?');
    await page.getByRole('button', { name: 'That helped' }).click();
    await page.getByRole('radio', { name: 'Very happy' }).click();
    await page.getByText('Thank you!').waitFor();
    expect(await stored()).toMatchObject({ visibility: 'internal', rating: { score: 5 } });
    expect(await overall()).toEqual(before);
  });
});

describe('by keyboard', () => {
  test('👍, the faces and Esc work, and focus goes where one expects it', async () => {
    const { page, ask, stored } = await openChat(stage, await stage.newPage());
    await ask('Where is my order?');
    const focused = () =>
      page.evaluate(() => {
        const host = document.activeElement;
        return (host?.shadowRoot?.activeElement ?? host)?.textContent;
      });
    await page.getByRole('button', { name: 'That helped' }).waitFor();
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('👍 That helped');
    await page.keyboard.press('Enter');
    await page.getByRole('radio').first().waitFor();
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('👍 That helped');

    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect((await stored()).rating).toBeNull();
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toContain('Very unhappy');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    expect(await focused()).toContain('Happy');
    await page.keyboard.press('Enter');
    await page.getByText('Thank you!').waitFor();
    expect((await stored()).rating?.score).toBe(4);
    expect(await focused()).toBe('Change');
  });

  test('from right to left the arrows follow the faces', async () => {
    const { page, ask } = await openChat(stage, await stage.newPage());
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    await ask('Where is my order?');
    await page.getByRole('button', { name: 'That helped' }).click();
    const worst = await page.getByRole('radio', { name: 'Very unhappy' }).boundingBox();
    const best = await page.getByRole('radio', { name: 'Very happy' }).boundingBox();
    expect(worst?.x).toBeGreaterThan(best?.x ?? Number.POSITIVE_INFINITY);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    const name = await page.evaluate(
      () => document.activeElement?.shadowRoot?.activeElement?.textContent,
    );
    expect(name).toContain('Unhappy');
  });
});

describe('without a network', () => {
  test('a choice is kept, said to wait, and sent once when the network is back', async () => {
    const { page, ask, stored } = await openChat(stage, await stage.newPage());
    await ask('Where is my order?');
    await page.getByRole('button', { name: 'That helped' }).click();
    const before = await overall();
    await page.context().setOffline(true);
    await page.getByRole('radio', { name: 'Happy', exact: true }).click();
    await page.getByText('No connection. Your choice is kept').waitFor();
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('radio', { name: 'Very happy' }).click();
    await page.getByText('No connection. Your choice is kept').waitFor();
    expect((await stored()).rating).toBeNull();
    await page.context().setOffline(false);
    await page.getByText('Thank you!').waitFor();
    expect((await stored()).rating?.score).toBe(5);
    expect((await overall()).rated - before.rated).toBe(1);
  });

  test('an answer that got lost is asked for again and counts once', async () => {
    const { page, ask, stored } = await openChat(stage, await stage.newPage());
    await ask('Where is my order?');
    const before = await overall();
    const sequence: number[] = [];
    await page.route('**/rating?*', async (route) => {
      sequence.push(route.request().postDataJSON().seq);
      if (sequence.length > 1) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await page.getByRole('button', { name: 'That helped' }).click();
    await page.getByRole('radio', { name: 'Unhappy', exact: true }).click();
    await page.getByText('Thank you!').waitFor();
    expect(sequence).toEqual([1, 1]);
    expect((await stored()).rating?.score).toBe(2);
    expect((await overall()).rated - before.rated).toBe(1);
  });

  test('a choice that waits survives a reload', async () => {
    const { page, ask, stored } = await openChat(stage, await stage.newPage());
    await ask('Where is my order?');
    await page.route('**/rating?*', (route) => route.abort());
    await page.getByRole('button', { name: 'That helped' }).click();
    await page.getByRole('radio', { name: 'Neutral' }).click();
    await page.getByText('No connection').waitFor();
    await page.unrouteAll();
    await page.reload();
    await expect.poll(async () => (await stored()).rating?.score, WITHIN).toBe(3);
    await page.getByText('Your rating').waitFor();
  });

  test('an expired token is renewed without a word', async () => {
    const { page, ask, stored } = await openChat(stage, await stage.newPage());
    await ask('Where is my order?');
    await page.getByRole('button', { name: 'That helped' }).click();
    stage.pass(20 * MINUTE);
    await page.getByRole('radio', { name: 'Happy', exact: true }).click();
    await page.getByText('Thank you!').waitFor();
    expect((await stored()).rating?.score).toBe(4);
  });
});

describe('collection', () => {
  test('off and on reach an open chat within five seconds; a rating given may still change', async () => {
    const unrated = await openChat(stage, await stage.newPage());
    await unrated.ask('Where is my order?');
    const offer = unrated.page.getByRole('button', { name: 'That helped' });
    await offer.waitFor();
    const rated = await openChat(stage, await stage.newPage());
    await rated.ask('Where is my order?');
    await rated.page.getByRole('button', { name: 'That helped' }).click();
    await rated.page.getByRole('radio', { name: 'Unhappy', exact: true }).click();
    await rated.page.getByText('Thank you!').waitFor();

    await collect(false);
    try {
      await offer.waitFor({ state: 'hidden', timeout: 5_000 });
      await rated.page.getByRole('button', { name: 'Change' }).click();
      await rated.page.getByRole('radio', { name: 'Happy', exact: true }).click();
      await expect.poll(async () => (await rated.stored()).rating?.score).toBe(4);
    } finally {
      await collect(true);
    }
    await offer.waitFor({ timeout: 5_000 });
    expect((await unrated.stored()).rating).toBeNull();
  });

  test('switched off while the faces are open, a pick is refused and said so', async () => {
    const { page, ask, stored } = await openChat(stage, await stage.newPage());
    await ask('Where is my order?');
    await page.getByRole('button', { name: 'That helped' }).click();
    await collect(false);
    try {
      await page.getByRole('radio', { name: 'Unhappy', exact: true }).click({ timeout: 2_000 });
      await page.getByText('Ratings are not being asked for right now.').waitFor();
      expect(await page.getByText('Your rating').isVisible()).toBe(false);
      expect((await stored()).rating).toBeNull();
    } finally {
      await collect(true);
    }
  });
});

describe('in somebody else’s page', () => {
  async function ownPage(conversations: string[]) {
    const page = await stage.newPage();
    await page.exposeFunction('tokenFor', async (id: string) => {
      return (await stage.workspace.signWidgetToken(id, { customer: 'kim' })).token;
    });
    const widgets = conversations
      .map((id) => `<div id="${id}"><fivefaces-rating></fivefaces-rating><p>below</p></div>`)
      .join('');
    await page.route('**/own-page', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><title>Shop</title>${widgets}<script src="/widget.js" defer></script>`,
      }),
    );
    await page.goto(`${stage.url}/own-page`);
    await page.evaluate((ids) => {
      for (const id of ids) {
        const widget = document.querySelector(`#${id} fivefaces-rating`);
        Object.assign(widget ?? {}, { getToken: () => Reflect.get(window, 'tokenFor')(id) });
      }
    }, conversations);
    const call = (id: string, method: string) =>
      page.evaluate(
        ([target, name]) => {
          const widget = document.querySelector(`#${target} fivefaces-rating`);
          if (widget && name) Reflect.get(widget, name).call(widget);
        },
        [id, method],
      );
    return { page, call };
  }

  test('several widgets keep their conversations apart; unknown ones are created', async () => {
    const { page, call } = await ownPage(['left', 'right']);
    await call('left', 'offer');
    await call('right', 'offer');
    for (const [id, name] of [
      ['left', 'Very unhappy'],
      ['right', 'Very happy'],
    ] as const) {
      await page.locator(`#${id}`).getByRole('button', { name: 'That helped' }).click();
      await page.locator(`#${id}`).getByRole('radio', { name }).click();
      await page.locator(`#${id}`).getByText('Thank you!').waitFor();
    }
    expect((await stage.workspace.conversation('left')).conversation.rating?.score).toBe(1);
    expect((await stage.workspace.conversation('right')).conversation).toMatchObject({
      customer: 'kim',
      rating: { score: 5 },
    });
  });

  test('it speaks the page’s language in its direction, and asks why where the admin wants that', async () => {
    const { version } = await stage.workspace.widgetSettings();
    const texts = { ar: { reason_wrong: 'خطأ' } };
    await stage.workspace.putWidgetSettings({ reasons: ['wrong', 'other'], texts }, 'Ada', version);
    const { page, call } = await ownPage(['why']);
    await page.evaluate(() => document.documentElement.setAttribute('lang', 'ar-EG'));
    await call('why', 'offer');
    await page.getByRole('button', { name: 'هذا ساعدني' }).click();
    await page.getByRole('radio', { name: 'غير راضٍ', exact: true }).click();
    const chip = page.getByRole('button', { name: 'خطأ' });
    await chip.focus();
    expect(await chip.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    await page.keyboard.press('Enter');
    const stored = async () => (await stage.workspace.conversation('why')).conversation.rating;
    await expect.poll(stored).toMatchObject({ score: 2, reason: 'wrong' });
    await expect.poll(() => chip.getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: 'تغيير' }).click();
    await page.getByRole('radio', { name: 'راضٍ', exact: true }).click();
    await expect.poll(stored).toMatchObject({ score: 4 });
    expect(await stored()).not.toHaveProperty('reason');
    expect(await chip.isVisible()).toBe(false);
    expect(page.errors).toEqual([]);
  });

  test('the offer comes and goes without moving the page, and the host hears of it', async () => {
    const { page, call } = await ownPage(['still']);
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      document.addEventListener('fivefaces-rating', (event) => {
        heard.push((event as CustomEvent<{ kind: string }>).detail.kind);
      });
    });
    const below = () =>
      page.evaluate(() => document.querySelector('#still p')?.getBoundingClientRect().top);
    const empty = await below();
    await call('still', 'offer');
    const offer = page.getByRole('button', { name: 'That helped' });
    await offer.waitFor();
    expect(await below()).toBe(empty);
    await offer.click();
    await page.getByRole('radio', { name: 'Neutral' }).click();
    await vi.waitFor(async () => {
      expect(await page.evaluate(() => Reflect.get(window, 'heard'))).toEqual([
        'offered',
        'opened',
        'saved',
      ]);
    }, WITHIN);
  });
});
