import type { Page } from '@playwright/test';
import type { Conversation } from '../../../lib/contract/conversation.ts';
import type { Stage } from './stage.ts';

/** A customer at the chat page. */
export interface ChatCustomer<P extends Page = Page> {
  page: P;
  /** Asks the AI agent and waits for its answer. */
  ask(question: string): Promise<void>;
  /** The conversation as the server keeps it. */
  stored(): Promise<Conversation>;
}

/** Opens `/chat`, or another address of it such as `/chat?internal`. */
export async function openChat<P extends Page>(
  stage: Stage,
  page: P,
  address = '/chat',
): Promise<ChatCustomer<P>> {
  await page.goto(stage.url + address);
  const answers = page.locator('[data-role=ai_agent]');
  await answers.first().waitFor();
  return {
    page,
    async ask(question) {
      const before = await answers.count();
      await page.getByLabel('Your message').fill(question);
      await page.keyboard.press('Enter');
      await answers.nth(before).waitFor();
    },
    async stored() {
      const id = await page.evaluate(() =>
        Object.values({ ...sessionStorage }).find((value) => /^chat-/.test(String(value))),
      );
      return (await stage.workspace.conversation(String(id))).conversation;
    },
  };
}
