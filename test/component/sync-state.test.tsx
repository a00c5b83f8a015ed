import { describe, expect, test, vi } from 'vitest';
import { SyncState } from '../../components/sync-state.tsx';
import { announceSyncOutcome } from '../../lib/messages/sync-outcomes.ts';
import type { SyncView } from '../../lib/store/views.ts';
import { expectAccessible } from './axe.ts';
import { fakeActions, renderSurface } from './fakes.tsx';
import { firstSync, fresh, MINUTE, NOW, offline, problem } from './views.ts';

interface Case {
  sync: SyncView;
  /** `data-state` */
  state: string;
  says: string[];
  never?: RegExp;
  button?: string;
}

const CASES: Record<string, Case> = {
  'all is well: nothing is said': { sync: fresh, state: 'idle', says: [], never: /./ },
  'the first sync, with rows and time left': {
    sync: { ...firstSync, progress: { done: 23_000, total: 100_000 }, perSecond: 7_700 },
    state: 'syncing',
    says: ['Loading 23,000 of 100,000 · about 10 secs left', 'Scores come first'],
  },
  'the first sync, slow': {
    sync: { ...firstSync, progress: { done: 23_000, total: 100_000 }, perSecond: 400 },
    state: 'syncing',
    says: ['about 3 mins left'],
  },
  'the first sync, before its speed is known': {
    sync: firstSync,
    state: 'syncing',
    says: ['Loading 1,200 of 4,000'],
    never: /left/,
  },
  'waiting after a failure of the server': {
    sync: { ...problem('server', 'The server failed.', 'Wait.'), nextAttemptAt: NOW + 13_000 },
    state: 'waiting',
    says: ['The server failed.', 'Next attempt in about 15 secs', 'Since 14:02', 'data of 14:00'],
    button: 'Try now',
  },
  'waiting because the server asked for it': {
    sync: { ...problem('rate', 'Too many requests.', 'Wait.'), nextAttemptAt: NOW + 30 * MINUTE },
    state: 'waiting',
    says: ['Too many requests.', 'Next attempt at 14:52'],
    never: /Try now/,
  },
  offline: {
    sync: offline,
    state: 'offline',
    says: ['Offline since 14:02 · data of 14:00'],
    button: 'Try now',
  },
  'access withdrawn': {
    sync: problem('auth', 'The token was revoked.', 'Ask for a new invite.', 'token_revoked'),
    state: 'needs_sign_in',
    says: ['The token was revoked.', 'Ask for a new invite.'],
    button: 'Join again',
  },
  'the browser bars the way': {
    sync: problem('permission', 'The browser bars the way.', 'Allow it again.'),
    state: 'blocked',
    says: ['The browser bars the way.', 'Allow it again.'],
    button: 'Open Options',
  },
  'the disk is full': {
    sync: problem('storage', 'There is no room left.', 'Free some.', 'storage_full'),
    state: 'error',
    says: ['There is no room left.', 'Free some.'],
    button: 'Open Options',
  },
  'only in memory': {
    sync: { ...fresh, mode: 'memory' },
    state: 'idle',
    says: ['ratings are shown, and forgotten when it closes'],
  },
  'too long without the server': {
    sync: { ...offline, locked: true },
    state: 'blocked',
    says: ['Locked', 'longer than allowed', 'as soon as the server can be reached'],
    button: 'Try now',
  },
  'written by a newer version': {
    sync: { ...fresh, mode: 'read_only' },
    state: 'blocked',
    says: ['A newer version of Fivefaces was used here before.', 'Update the extension.'],
  },
};

describe('the state of the sync', () => {
  test.each(Object.entries(CASES))('%s', async (_name, { sync, state, says, never, button }) => {
    const pressed = vi.fn<(what: string) => void>();
    const actions = fakeActions({ tryNow: async () => pressed('Try now') });
    const ways = { openOptions: () => pressed('Open Options'), join: () => pressed('Join again') };
    const { screen } = await renderSurface(
      <main>
        <h1>Fivefaces</h1>
        <SyncState look="banner" sync={sync} now={NOW} ways={ways} />
      </main>,
      { actions },
    );
    const shown = document.querySelector<HTMLElement>('[data-part="sync-state"]');
    expect(shown?.dataset.state).toBe(state);
    for (const words of says) expect(shown?.textContent).toContain(words);
    if (never) expect(shown?.textContent).not.toMatch(never);
    await expectAccessible();
    if (button === undefined) return expect(shown?.querySelector('button')).toBeNull();
    await screen.getByRole('button', { name: button }).click();
    expect(pressed).toHaveBeenCalledExactlyOnceWith(button);
  });

  test('a page that loses its network says so before any sync has failed', async () => {
    const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const { screen } = await renderSurface(
      <SyncState look="banner" sync={fresh} now={NOW} ways={{}} />,
    );
    await expect.element(screen.getByText('Offline · data of 14:20')).toBeVisible();
    online.mockReturnValue(true);
    dispatchEvent(new Event('online'));
    await expect.element(screen.getByText(/Offline/)).not.toBeInTheDocument();
  });
});

test('storage full, so that not even that could be stored, is told by the page whose sync found it', async () => {
  const { screen } = await renderSurface(
    <SyncState sync={fresh} now={NOW} ways={{}} look="banner" />,
  );
  announceSyncOutcome({
    ok: false,
    code: 'storage_full',
    message: 'There is no room left.',
    remedy: 'Free some.',
    retryIn: 1_000,
  });
  await expect.element(screen.getByText('There is no room left.')).toBeVisible();
  announceSyncOutcome({ ok: true, value: { changed: false } });
  await expect.element(screen.getByText('There is no room left.')).not.toBeInTheDocument();
});
