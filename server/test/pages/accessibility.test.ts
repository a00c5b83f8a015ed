import type { Page } from '@playwright/test';
import axe, { type AxeResults } from 'axe-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openChat } from './chat-customer.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const { workspace } = stage;
  await workspace.putConversation('one', { customer: 'kim.berg', channel: 'Website' });
  await workspace.postMessages('one', {
    messages: [
      { id: 'q', role: 'customer', text: 'How long do I have to return it?', sources: [] },
      {
        id: 'a',
        role: 'ai_agent',
        text: '30 days.',
        sources: [{ title: 'Returns', url: 'https://help.example.com/returns' }],
      },
      { id: 's', role: 'system', text: 'Handed over to a teammate', sources: [] },
      { id: 't', role: 'teammate', text: 'Hello!', sources: [] },
    ],
  });
  await workspace.putConversationTopics('one', { topics: [{ id: 'r', title: 'Returns' }] });
  await workspace.handOver('one', null);
  await workspace.putConversation('two', { visibility: 'internal' });
});
afterEach(() => stage.closePages());
afterAll(() => stage.close());

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  })`);
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
}

describe.each([
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours', { forcedColors: 'active' }],
] as const)('axe finds nothing in %s', (_, scheme) => {
  const reducedMotion = 'reduce';

  test('in the chat with the widget in each state', async () => {
    const { page, ask } = await openChat(
      stage,
      await stage.newPage({ ...scheme, reducedMotion }),
      '/chat?internal',
    );
    expect(await findings(page)).toEqual([]);
    await ask('Where is my order?');
    await page.getByRole('button', { name: 'That helped' }).click();
    await page.getByRole('radio').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('radio', { name: 'Happy', exact: true }).click();
    await page.getByText('Thank you!').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'End chat' }).click();
    await page.getByText('This chat has ended').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  test('in the inbox: list, conversation, signed out', async () => {
    const page = await stage.newMemberPage({ ...scheme, reducedMotion });
    await page.getByText('kim.berg').click();
    await page.getByText('30 days.').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.setViewportSize({ width: 700, height: 800 });
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await page.getByText('kim.berg').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  test('on the page of an invite, good and bad', async () => {
    const page = await stage.newPage({ ...scheme, reducedMotion });
    await page.goto(await stage.invite());
    await page.getByRole('heading', { name: 'Join Acme Support' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.goto(`${stage.url}/join`);
    await page.getByText('The invite is missing').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  test('in the description of the API', async () => {
    const page = await stage.newPage({ ...scheme, reducedMotion });
    await page.goto(`${stage.url}/docs`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await findings(page)).toEqual([]);
  });
});
