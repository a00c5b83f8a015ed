import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const { workspace } = stage;
  for (let number = 1; number <= 60; number++) {
    const id = `chat-${String(number).padStart(2, '0')}`;
    await workspace.putConversation(id, {
      startedAt: new Date(Date.now() - (61 - number) * 60_000).toISOString(),
      channel: number % 2 === 0 ? 'Website' : 'App',
      customer: number === 60 ? null : `customer.${number}`,
      visibility: number === 58 ? 'internal' : 'external',
    });
    await workspace.postMessages(id, {
      messages: [
        { id: `${id}-1`, role: 'customer', text: `Question number ${number}`, sources: [] },
        {
          id: `${id}-2`,
          role: 'ai_agent',
          text: number === 59 ? '<img src=x onerror="document.title=1"> <b>bold</b>' : 'An answer',
          sources: [{ title: 'Help page', url: 'https://help.example.com/page' }],
        },
      ],
    });
  }
  await workspace.putConversationTopics('chat-59', {
    topics: [{ id: 'refunds', title: 'Refund deadline' }],
  });
  await workspace.handOver('chat-57', null);
  await workspace.end('chat-56', null);
  const rater = { iss: 'main', aud: 'fivefaces-widget' as const, sub: 'x', cid: 'chat-59', exp: 1 };
  await workspace.rate(rater, { score: 1, comment: 'Awful', seq: 1 });
});
afterEach(() => stage.closePages());
afterAll(() => stage.close());

describe('moving about', () => {
  test('each conversation has its own address; back, forward and deep links lead there', async () => {
    const page = await stage.newMemberPage();
    expect(new URL(page.url()).hash).toBe('');
    await page.getByRole('link', { name: /customer\.59/ }).click();
    await page.getByRole('heading', { name: 'customer.59' }).waitFor();
    expect(page.url()).toBe(`${stage.url}/inbox/conversations/chat-59`);
    await page.getByRole('link', { name: /customer\.55/ }).click();
    await page.getByRole('heading', { name: 'customer.55' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'customer.59' }).waitFor();
    await page.goForward();
    await page.getByRole('heading', { name: 'customer.55' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'customer.55' }).waitFor();
    expect(await page.locator('a.row[aria-current=page]').count()).toBe(1);
    expect(page.errors).toEqual([]);
  });

  test('j and k open the next and the previous one, / searches', async () => {
    const page = await stage.newMemberPage();
    await page.locator('a.row').first().waitFor();
    for (const [key, id] of [
      ['j', 'chat-60'],
      ['j', 'chat-59'],
      ['ArrowDown', 'chat-58'],
      ['k', 'chat-59'],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => page.url()).toContain(id);
    }
    await page.keyboard.press('/');
    await page.keyboard.type('number 41');
    await expect.poll(() => page.locator('a.row').count()).toBe(1);
    await page.getByText('Question number 41').waitFor();
    expect(new URL(page.url()).searchParams.get('search')).toBe('number 41');
  });

  test('further conversations come a page at a time', async () => {
    const page = await stage.newMemberPage();
    await page.getByRole('button', { name: 'Load more' }).click();
    await expect.poll(() => page.locator('a.row').count()).toBe(60);
    expect(await page.getByRole('button', { name: 'Load more' }).count()).toBe(0);
  });

  test('a new conversation appears by itself', async () => {
    const page = await stage.newMemberPage();
    await page.locator('a.row').first().waitFor();
    await stage.workspace.putConversation('chat-new', { customer: 'new.comer' });
    await page.getByRole('link', { name: /new\.comer/ }).waitFor({ timeout: 15_000 });
    expect(await page.locator('a.row').first().textContent()).toContain('new.comer');
  });
});

describe('filters', () => {
  test.each([
    ['Handed over', ['chat-57']],
    ['Ended', ['chat-56']],
  ])('%s lists those only', async (name, ids) => {
    const page = await stage.newMemberPage();
    await page.getByRole('button', { name, exact: true }).click();
    await expect
      .poll(() =>
        page
          .locator('a.row')
          .evaluateAll((rows) => rows.map((row) => row.getAttribute('href')?.split(/[/?]/)[3])),
      )
      .toEqual(ids);
  });

  test('by topic and by team tests, kept in the address', async () => {
    const page = await stage.newMemberPage();
    await page.getByLabel('Topic').selectOption('Refund deadline');
    await expect.poll(() => page.locator('a.row').count()).toBe(1);
    await page.getByText('customer.59').waitFor();
    await page.goto(`${stage.url}/inbox?visibility=internal`);
    await expect.poll(() => page.locator('a.row').count()).toBe(1);
    await page.locator('a.row').getByText('Team test').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => page.locator('a.row').count()).toBeGreaterThan(20);
  });

  test('nothing that fits is said, with a way out', async () => {
    const page = await stage.newMemberPage();
    await page.goto(`${stage.url}/inbox?search=nothing-has-this`);
    await page.getByText('No conversation fits these filters.').waitFor();
    await page.locator('.empty').getByRole('button', { name: 'Clear filters' }).click();
    await page.locator('a.row').first().waitFor();
  });
});

describe('a conversation', () => {
  test('other people’s text stays text, sources are links', async () => {
    const page = await stage.newMemberPage();
    await page.goto(`${stage.url}/inbox/conversations/chat-59`);
    await page.getByText('<b>bold</b>').waitFor();
    expect(await page.locator('.transcript img').count()).toBe(0);
    const source = page.locator('.transcript').getByRole('link', { name: 'Help page' });
    expect(await source.getAttribute('href')).toBe('https://help.example.com/page');
    expect(await source.getAttribute('rel')).toContain('noopener');
  });

  test('shows no rating and no score: those are the panel’s', async () => {
    const page = await stage.newMemberPage();
    await page.goto(`${stage.url}/inbox/conversations/chat-59`);
    await page.getByText('<b>bold</b>').waitFor();
    const words = await page.locator('body').textContent();
    expect(words).not.toMatch(/😫|😕|😐|🙂|😁|CSAT|unhappy|Awful|rating|score/i);
  });

  test('the one before stays while the next one is read, and says so where that takes long', async () => {
    const page = await stage.newMemberPage();
    const loading = page.getByText('Loading the conversation');
    await page.getByRole('link', { name: /customer\.59/ }).click();
    await page.getByRole('heading', { name: 'customer.59' }).waitFor();
    const held = Promise.withResolvers<void>();
    await page.route('**/v1/conversations/chat-55', async (route) => {
      await held.promise;
      await route.continue();
    });
    const seen = page.evaluate(
      () =>
        new Promise<string | null | undefined>((resolve) => {
          const link = document.querySelector<HTMLElement>('a.row[href$="chat-55"]');
          link?.click();
          // The frame after the click.
          requestAnimationFrame(() =>
            resolve(document.querySelector('#conversation h2')?.textContent),
          );
        }),
    );
    expect(await seen).toBe('customer.59');
    await loading.waitFor();
    held.resolve();
    await page.getByRole('heading', { name: 'customer.55' }).waitFor();
    expect(await loading.count()).toBe(0);
  });

  test('that is not there is said so', async () => {
    const page = await stage.newMemberPage();
    await page.goto(`${stage.url}/inbox/conversations/no-such-one`);
    await page.getByText('There is no such conversation').waitFor();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await expect.poll(() => page.url()).toBe(`${stage.url}/inbox`);
  });

  test('narrowed by a panel, the page shows list or conversation and never scrolls sideways', async () => {
    const page = await stage.newMemberPage({ viewport: { width: 1200, height: 800 } });
    await page.goto(`${stage.url}/inbox/conversations/chat-59`);
    await page.getByText('<b>bold</b>').waitFor();
    expect(await page.locator('a.row').first().isVisible()).toBe(true);
    await page.evaluate(() => {
      document.documentElement.style.marginInlineEnd = '400px';
    });
    await page.locator('a.row').first().waitFor({ state: 'hidden' });
    const { scrolls, right } = await page.evaluate(() => ({
      scrolls: document.body.scrollWidth > document.body.clientWidth,
      right: document.querySelector('.transcript')?.getBoundingClientRect().right,
    }));
    expect(scrolls).toBe(false);
    expect(right).toBeLessThanOrEqual(800);
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await page.locator('a.row').first().waitFor();
  });
});

describe('signing in', () => {
  test('nobody sees anything without it, and how to get in is said', async () => {
    const page = await stage.newPage();
    await page.goto(`${stage.url}/inbox/conversations/chat-59`);
    await page.getByText('Please sign in').waitFor();
    expect(await page.locator('#app').isVisible()).toBe(false);
  });

  test('a link from the extension works once and leaves no code in the address', async () => {
    const page = await stage.newMemberPage();
    expect(page.url()).toBe(`${stage.url}/inbox`);
    const other = await stage.newPage();
    await other.goto(`${stage.url}/inbox#session=used-up-or-made-up-code`);
    await other.getByText('This sign-in link does not work any more').waitFor();
    expect(other.url()).toBe(`${stage.url}/inbox`);
  });

  test('what was on its way when somebody signed out is not shown', async () => {
    const page = await stage.newMemberPage();
    await page.getByRole('link', { name: /customer\.59/ }).click();
    await page.getByRole('heading', { name: 'customer.59' }).waitFor();
    const held = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    await page.route('**/v1/conversations/chat-55', async (route) => {
      const response = await route.fetch();
      await held.promise;
      await route.fulfill({ response }).catch(() => undefined);
      answered.resolve();
    });
    await page.getByRole('link', { name: /customer\.55/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out').waitFor();
    held.resolve();
    await answered.promise;
    // What is asked now is answered after that.
    await page.evaluate(() => fetch('/inbox').then((answer) => answer.text()));
    expect(await page.locator('#conversation').innerHTML()).toBe('');
  });

  test('signing out leaves nothing in the page', async () => {
    const page = await stage.newMemberPage();
    await page.locator('a.row').first().waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out').waitFor();
    expect(await page.locator('body').innerHTML()).not.toContain('customer.');
    await page.reload();
    await page.getByText('Please sign in').waitFor();
  });
});

describe('an invite link', () => {
  test('names workspace and role, and joins this browser', async () => {
    const page = await stage.newPage();
    await page.goto(await stage.invite());
    await page.getByRole('heading', { name: 'Join Acme Support' }).waitFor();
    await page.getByText('a teammate').waitFor();
    await page.getByText('Demo data').waitFor();
    expect(await page.getByLabel('Invite link').inputValue()).toBe(page.url());
    await page.getByRole('button', { name: 'Join in this browser' }).click();
    await page.getByText('Please enter your name.').waitFor();
    await page.getByLabel('Your name').fill('Tom');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${stage.url}/inbox`);
    await page.locator('#me').getByText('Tom').waitFor();
    expect(page.errors).toEqual([]);
  });

  test('names the sites that the browser will ask for', async () => {
    const page = await stage.newPage();
    const site = (inbox: string, origin: string) => ({ inbox, origin, pattern: null });
    await page.goto(
      await stage.invite([
        site('zendesk', 'https://acme.zendesk.com'),
        site('chatwoot', 'https://chat.acme.example:8443'),
      ]),
    );
    await page.getByText('allow it on acme.zendesk.com and chat.acme.example:8443.').waitFor();
    expect(await page.getByLabel('Invite link').inputValue()).toBe(page.url());
    expect(page.errors).toEqual([]);
  });

  test.each([
    ['that nobody knows', '/join#AAAAAAAAAAAAAAAAAAAAAA', 'does not work any more'],
    ['that was cut short', '/join#abc', 'does not work any more'],
    ['without a code', '/join', 'The invite is missing'],
  ])('%s says what to do', async (_, address, words) => {
    const page = await stage.newPage();
    await page.goto(stage.url + address);
    await page.getByText(words).waitFor();
  });
});
