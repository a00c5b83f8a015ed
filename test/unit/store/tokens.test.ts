import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { openTokens } from '../../../lib/store/tokens.ts';
import { TOKEN, WORKSPACE } from '../fixtures/joined.ts';

it('a token is kept over a restart, given up on clearing, and never in storage.local', async () => {
  const membership = { token: TOKEN, workspace: WORKSPACE };
  await openTokens('tokens-restart').write(membership);
  const tokens = openTokens('tokens-restart');
  expect(await tokens.read()).toEqual(membership);
  expect(JSON.stringify(await browser.storage.local.get(null))).not.toContain(TOKEN);
  await tokens.clear();
  expect(await tokens.read()).toBeNull();
});
