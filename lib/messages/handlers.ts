import type { PolicyReport } from '../settings/apply-policy.ts';
import { notJoined } from '../sources/errors.ts';
import { type FivefacesSource, fivefacesSource } from '../sources/fivefaces.ts';
import { type AskingSource, askingSource } from '../sources/fivefaces-asking.ts';
import type { Store } from '../store/store.ts';
import type { Tokens } from '../store/tokens.ts';
import type { StoreReader } from '../store/views.ts';
import { asSourceError } from '../sync/as-source-error.ts';
import { describeForHelp } from '../sync/diagnostics.ts';
import type { LookThrough } from '../sync/look-through.ts';
import type { MembershipActions } from '../sync/membership.ts';
import { readTranscript } from '../sync/read-transcript.ts';
import type { ReviewOutbox } from '../sync/review-outbox.ts';
import type { Sample } from '../sync/sample.ts';
import { saveKnownProblem, saveTopicStatus } from '../sync/save-topic.ts';
import type { SoloSources } from '../sync/solo-sources.ts';
import type { Sync } from '../sync/sync.ts';
import { createAskingHandlers } from './asking-handlers.ts';
import { createDataHandlers } from './data-handlers.ts';
import { done, nothing } from './outcome.ts';
import { announceFrame, confirmFrame } from './panel-nonces.ts';
import type { Outcome } from './protocol.ts';
import type { Handlers } from './receive.ts';
import { createSampleHandlers } from './sample-handlers.ts';
import { createSourceHandlers, type InboxActions } from './source-handlers.ts';

export interface HandlerParts {
  store: Store;
  reader: StoreReader;
  tokens: Tokens;
  sync: Sync;
  membership: MembershipActions;
  outbox: ReviewOutbox;
  lookThrough: LookThrough;
  solo: SoloSources;
  sample: Sample;
  inboxes: InboxActions;
  /** What the diagnostics tell of the browser. */
  surroundings: () => Promise<Surroundings>;
  openTab: (address: string) => Promise<void>;
  /** `connect`, with Options: the platform that is to be chosen there. */
  openPage: (page: 'welcome' | 'options', connect?: string) => Promise<void>;
  now: () => number;
}

/** What only the browser knows. */
export interface Surroundings {
  version: string;
  userAgent: string;
  isAllowed: (server: string) => Promise<boolean>;
  /** In how many inboxes the panel may show. */
  inboxes: number;
  /** What became of the company's policy; `null` where there was never one. */
  policy: PolicyReport | null;
}

/** What answers each message to the background. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { store, reader, tokens, sync, membership, outbox, openTab, openPage, now } = parts;

  async function team(): Promise<FivefacesSource | null> {
    const joined = await tokens.read();
    return joined && fivefacesSource(joined.workspace.server, joined.token);
  }

  async function source(): Promise<FivefacesSource> {
    const joined = await team();
    if (!joined) throw notJoined();
    return joined;
  }

  async function asking(): Promise<AskingSource> {
    const joined = await tokens.read();
    if (!joined) throw notJoined();
    return askingSource(joined.workspace.server, joined.token);
  }

  async function diagnostics(): Promise<string> {
    const { isAllowed, ...surroundings } = await parts.surroundings();
    const workspace = (await tokens.read())?.workspace ?? (await store.workspace());
    const view = await reader.popup({ period: 'all', now: now(), open: null });
    return describeForHelp({
      ...surroundings,
      server: workspace?.server || null,
      solo: workspace?.solo ?? false,
      demo: workspace?.demo ?? false,
      role: workspace?.role ?? null,
      isAllowed: !!workspace?.server && (await isAllowed(workspace.server)),
      sources: await store.solo.sources(),
      sync: view.sync,
      attempt: await store.attempt(),
      position: await store.position(),
      usage: await store.usage().catch(() => null),
      edits: await store.waitingEdits(),
      now: now(),
    });
  }

  return {
    async 'content-background:announce-panel'({ nonce }, { tab }) {
      if (tab?.id !== undefined) await announceFrame(nonce, tab.id, now());
      return done(null);
    },
    async 'panel-background:confirm'({ nonce }, { tab }) {
      if (tab?.id === undefined || !(await confirmFrame(nonce, tab.id, now())))
        return UNKNOWN_FRAME;
      // A store that cannot be opened must not hide the panel: it asks by message, and says why.
      const storeId = await store.ensureIdentity().catch(() => '');
      return done({ storeId });
    },
    'panel-background:open-page': async ({ page, connect }) =>
      done(await nothing(openPage(page, connect))),
    'page-background:sync': (request) => sync.syncOnce(request),
    'page-background:identity': async () => done({ storeId: await store.ensureIdentity() }),
    'page-background:read-panel': async (query) => done(await reader.panel(query)),
    'page-background:read-popup': async (query) => done(await reader.popup(query)),
    'page-background:look-up': async (query) => done(await reader.lookUp(query)),
    'page-background:to-review': async (query) => done(await reader.toReview(query)),
    'page-background:topic-page': async (query) => done(await reader.topicPage(query)),
    'page-background:next-to-review': async (query) => done(await reader.nextToReview(query)),
    'page-background:insights': async (query) => done(await reader.insights(query)),
    'page-background:count-kept': async (query) =>
      done(await reader.countKept(query, new AbortController().signal)),
    'page-background:channels': async (query) => done(await reader.channels(query)),
    'page-background:waiting-edits': async () => done(await reader.waitingEdits()),
    'page-background:look-through': async (open) => done(await parts.lookThrough(open)),
    'page-background:save-review': async (made) => done(await nothing(outbox.save(made))),
    async 'page-background:save-known-problem'(change) {
      return done(await saveKnownProblem(await team(), store.solo, change));
    },
    'page-background:resolve-review': async ({ edit, keep }) =>
      done(await nothing(outbox.resolve(edit, keep))),
    'admin-background:preview-invite': async ({ link }) => done(await membership.preview(link)),
    'admin-background:join': async ({ link, name }) => done(await membership.join(link, name)),
    'admin-background:leave': async () => done(await nothing(membership.leave())),
    'admin-background:read-collection': async () => done(await (await source()).collection()),
    'admin-background:switch-collection': async ({ enabled, version }) =>
      done(await (await source()).switchCollection(enabled, version)),
    'admin-background:open-inbox': async () =>
      done(await nothing(openTab(await (await source()).inboxLink()))),
    ...createSourceHandlers({ team, solo: parts.solo, inboxes: parts.inboxes }),
    'admin-background:topic-insights': async (query) => done(await reader.topicInsights(query)),
    'admin-background:review-queue': async (query) => done(await reader.reviewQueue(query)),
    'admin-background:kind-words': async (query) => done(await reader.kindWords(query)),
    async 'admin-background:save-topic-status'(change) {
      return done(await saveTopicStatus(await team(), store.solo, change));
    },
    async 'admin-background:read-transcript'(wanted) {
      const made = await parts.sample.transcript(wanted.conversation);
      const server = made ? { transcript: async () => made } : await source();
      return done(await readTranscript(server, wanted));
    },
    ...createSampleHandlers(parts.sample),
    ...createAskingHandlers(asking),
    ...createDataHandlers({ store, team }),
    'admin-background:usage': async () => done(await store.usage()),
    async 'admin-background:set-retention'(retention) {
      await store.setRetention(retention);
      return done(await store.usage());
    },
    async 'admin-background:fetch-anew'() {
      const outcome = await sync.fetchAnew();
      return outcome.ok ? done(null) : outcome;
    },
    'admin-background:diagnostics': async () => done({ text: await diagnostics() }),
  };
}

/** What a handler threw, as an outcome with a remedy. */
export function describeFailure(error: unknown): Outcome<never> {
  const { code, message, remedy } = asSourceError(error);
  return { ok: false, code, message, remedy };
}

const UNKNOWN_FRAME: Outcome<never> = {
  ok: false,
  code: 'frame_unknown',
  message: 'This frame was not opened by Fivefaces.',
  remedy: 'Reload the page.',
};
