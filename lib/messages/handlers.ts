import { SourceError } from '../sources/errors.ts';
import { type FivefacesSource, fivefacesSource } from '../sources/fivefaces.ts';
import type { Store } from '../store/store.ts';
import type { Tokens } from '../store/tokens.ts';
import type { StoreReader } from '../store/views.ts';
import type { MembershipActions } from '../sync/membership.ts';
import type { Sync } from '../sync/sync.ts';
import { announceFrame, confirmFrame } from './panel-nonces.ts';
import type { Outcome } from './protocol.ts';
import type { Handlers } from './receive.ts';

export interface HandlerParts {
  store: Store;
  reader: StoreReader;
  tokens: Tokens;
  sync: Sync;
  membership: MembershipActions;
  openTab: (address: string) => Promise<void>;
  openPage: (page: 'welcome' | 'options') => Promise<void>;
  now: () => number;
}

/** What answers each message to the background. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { store, reader, tokens, sync, membership, openTab, openPage, now } = parts;

  async function source(): Promise<FivefacesSource> {
    const joined = await tokens.read();
    if (!joined) {
      throw new SourceError('auth', {
        code: 'not_joined',
        message: 'Not connected yet.',
        remedy: 'Paste your invite link.',
      });
    }
    return fivefacesSource(joined.workspace.server, joined.token);
  }

  return {
    async 'content-background:announce-panel'({ nonce }, { tab }) {
      if (tab?.id !== undefined) await announceFrame(nonce, tab.id, now());
      return done(null);
    },
    async 'panel-background:confirm'({ nonce }, { tab }) {
      if (tab?.id === undefined || !(await confirmFrame(nonce, tab.id, now())))
        return UNKNOWN_FRAME;
      return done({ storeId: await store.ensureIdentity() });
    },
    'panel-background:open-page': async ({ page }) => done(await nothing(openPage(page))),
    'page-background:sync': (request) => sync.syncOnce(request),
    'page-background:identity': async () => done({ storeId: await store.ensureIdentity() }),
    'page-background:read-panel': async (query) => done(await reader.panel(query)),
    'page-background:read-popup': async (query) => done(await reader.popup(query)),
    'page-background:look-up': async (query) => done(await reader.lookUp(query)),
    'admin-background:preview-invite': async ({ link }) => done(await membership.preview(link)),
    'admin-background:join': async ({ link, name }) => done(await membership.join(link, name)),
    'admin-background:leave': async () => done(await nothing(membership.leave())),
    'admin-background:read-collection': async () => done(await (await source()).collection()),
    'admin-background:switch-collection': async ({ enabled, version }) =>
      done(await (await source()).switchCollection(enabled, version)),
    'admin-background:open-inbox': async () =>
      done(await nothing(openTab(await (await source()).inboxLink()))),
  };
}

/** What a handler threw, as an outcome with a remedy. */
export function describeFailure(error: unknown): Outcome<never> {
  const { code, message, remedy } =
    error instanceof SourceError ? error : new SourceError('storage', { cause: error });
  return { ok: false, code, message, remedy };
}

function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

async function nothing(action: Promise<unknown>): Promise<null> {
  await action;
  return null;
}

const UNKNOWN_FRAME: Outcome<never> = {
  ok: false,
  code: 'frame_unknown',
  message: 'This frame was not opened by Fivefaces.',
  remedy: 'Reload the page.',
};
