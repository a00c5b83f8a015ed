import { isProblemCode } from '../contract/problem.ts';
import type { SourceKind } from '../contract/source.ts';
import { isSecure } from '../messages/invite-link.ts';
import type { PolicyReport } from '../settings/apply-policy.ts';
import { POLICY_FIELDS } from '../settings/managed.ts';
import type { WaitingEdit } from '../store/edit-views.ts';
import type { Store } from '../store/store.ts';
import type { StoreUsage, SyncProblem, SyncView } from '../store/views.ts';
import { syncStateOf } from './states.ts';

/** What the diagnostics are made of. Much of it is personal; the text tells none of that. */
export interface DiagnosticsFacts {
  /** The extension's version. */
  version: string;
  userAgent: string;
  /** Origin of the server; `null` before joining. */
  server: string | null;
  demo: boolean;
  role: string | null;
  /** Without a team: the connectors run in this browser. */
  solo: boolean;
  /** Those connectors. */
  sources: readonly SourceFacts[];
  /** May the browser reach the server? */
  isAllowed: boolean;
  /** In how many inboxes the panel may show. */
  inboxes: number;
  /** What a company's policy sets and what of it is not followed; `null` without one. */
  policy: Pick<PolicyReport, 'isSet' | 'problems'> | null;
  sync: SyncView;
  attempt: Awaited<ReturnType<Store['attempt']>>;
  position: Awaited<ReturnType<Store['position']>>;
  /** `null` if the store could not tell. */
  usage: StoreUsage | null;
  edits: readonly WaitingEdit[];
  /** This computer's clock. */
  now: number;
}

/** What the diagnostics tell of a source of this browser. */
export interface SourceFacts {
  kind: SourceKind;
  complete: boolean;
  problem: SyncProblem | null;
  conversations: number;
  ratings: number;
  /** In the connector's own words: what it met and did not understand. */
  notes: readonly string[];
}

/**
 * A text about state, versions and errors for whoever helps. It is made of counts, times and words
 * of our own only: no id, no name, no address, no token, nothing that a server or a person wrote.
 */
export function describeForHelp(facts: DiagnosticsFacts): string {
  const { sync, attempt, position, usage, edits, now } = facts;
  const rows: [string, string | number][] = [
    ['Fivefaces', readVersion(facts.version)],
    ['Browser', browserOf(facts.userAgent)],
    ['Time here', new Date(now).toISOString()],
    ['Server', serverClass(facts.server)],
    ['Solo', yesOrNo(facts.solo)],
    ['Sample data', yesOrNo(facts.demo)],
    ['Role', facts.role === 'admin' || facts.role === 'teammate' ? facts.role : 'none'],
    ['Access to the server allowed', yesOrNo(facts.isAllowed)],
    ['Inboxes with the panel', facts.inboxes],
    ['Policy', describePolicy(facts.policy)],
    ['State', syncStateOf(sync, now, false).state],
    ['Copy', `${sync.mode}, ${sync.phase}`],
    ['Everything fetched once', yesOrNo(position.complete)],
    ['Problem', describeProblem(sync.problem, now)],
    ['Failures in a row', attempt.failures],
    ['Next attempt', whenOf(attempt.nextAttemptAt || null, now)],
    ['Asked to wait by the server', yesOrNo(attempt.askedToWait)],
    ['A sync runs since', whenOf(attempt.runningSince, now)],
    ['Syncs that never ended', attempt.died],
    ['Last agreed with the server', whenOf(attempt.syncedAt, now + attempt.clockOffset)],
    ['Clock of the server minus here', `${Math.round(attempt.clockOffset / 1_000)} s`],
    ['Progress', sync.progress ? `${sync.progress.done} of ${sync.progress.total}` : 'none'],
    ['Things a second', attempt.perSecond === null ? 'unknown' : Math.round(attempt.perSecond)],
    ['Largest page', attempt.pageLimit ?? 'no limit'],
    ['Compared with the server', whenOf(attempt.digestAt, now + attempt.clockOffset)],
    ['Fetched anew after differing', `${attempt.mended} times`],
    ['Last time', whenOf(attempt.mendedAt, now + attempt.clockOffset)],
    ['Differs since', whenOf(attempt.divergedAt, now)],
    ['Conversations kept', usage ? usage.conversations : 'unknown'],
    ['Kept at most', usage ? describeRetention(usage) : 'unknown'],
    ['Bytes', usage?.bytes ? `${usage.bytes.used} of ${usage.bytes.quota}` : 'unknown'],
    ['Reviews to be sent', countOf(edits, 'waiting')],
    ['Reviews in conflict', countOf(edits, 'conflict')],
    ['Reviews refused', countOf(edits, 'refused')],
    ...facts.sources.flatMap((source) => describeSource(source, now)),
  ];
  return rows.map(([name, value]) => `${name}: ${value}`).join('\n');
}

function describeSource(source: SourceFacts, now: number): [string, string][] {
  const { kind, complete, conversations, ratings, problem, notes } = source;
  const state = complete ? 'everything fetched once' : 'not everything fetched yet';
  return [
    ['Source', `${kind}, ${state}, ${conversations} conversations, ${ratings} ratings`],
    ['Its problem', describeProblem(problem, now)],
    ...notes.map((note): [string, string] => ['Its note', note]),
  ];
}

/** Which parts are not followed, by our own names of them: the messages are in Options. */
function describePolicy(policy: DiagnosticsFacts['policy']): string {
  if (!policy?.isSet) return 'none';
  const parts = policy.problems.map(
    ({ field }) => POLICY_FIELDS.find((known) => field.startsWith(known)) ?? 'another',
  );
  return parts.length === 0 ? 'set' : `set, not followed: ${[...new Set(parts)].join(', ')}`;
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

function readVersion(version: string): string {
  return /^[\d.]{1,30}$/.test(version) ? version : 'unknown';
}

/** Name and main version of the browser, and the kind of system, out of the many words of it. */
function browserOf(userAgent: string): string {
  const browser = /(Firefox|Edg|OPR|Chrome)\/(\d{1,4})/.exec(userAgent);
  const system = /(Windows|Mac OS X|CrOS|Android|Linux)/.exec(userAgent);
  return `${browser ? `${browser[1]} ${browser[2]}` : 'unknown'} on ${system?.[1] ?? 'unknown'}`;
}

function serverClass(server: string | null): string {
  if (server === null) return 'none joined';
  const address = URL.parse(server);
  if (address?.protocol === 'https:') return 'https';
  if (address?.protocol !== 'http:') return 'unknown';
  return isSecure(address) ? 'http on this computer' : 'http';
}

/** The codes of our own; any other is a server's, which may write anything there. */
const OWN_CODES = [
  'network',
  'timeout',
  'auth',
  'permission',
  'rate',
  'contract',
  'answer_unreadable',
  'answer_unexpected',
  'answer_too_long',
  'feed_stuck',
  'feed_restless',
  'copy_diverged',
  'server',
  'storage',
  'storage_full',
  'storage_denied',
  'storage_failed',
  'store_newer',
  'store_blocked',
  'site_not_allowed',
  'source_confused',
  'token_wrong',
  'scope_missing',
  'plan_lacks_ratings',
  'config_invalid',
];

function describeProblem(problem: SyncProblem | null, now: number): string {
  if (!problem) return 'none';
  const { code, detail, since } = problem;
  const exact = OWN_CODES.includes(detail) || isProblemCode(detail) ? detail : 'another';
  return `${code} (${exact}) since ${whenOf(since, now)}`;
}

/** A time with how long ago it is, on the clock that it was read from. */
function whenOf(at: number | null, now: number): string {
  if (at === null) return 'never';
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) return 'unknown';
  const ago = Math.round((now - at) / 1_000);
  return `${instant.toISOString()} (${ago < 0 ? `in ${-ago} s` : `${ago} s ago`})`;
}

function describeRetention({ retention, keptFrom }: StoreUsage): string {
  const conversations = retention.conversations ?? 'any number of';
  const days = retention.days === null ? 'of any age' : `of ${retention.days} days`;
  return `${conversations} conversations ${days}, from ${keptFrom ?? 'the first'} on`;
}

function countOf(edits: readonly WaitingEdit[], state: WaitingEdit['state']): number {
  return edits.filter((edit) => edit.state === state).length;
}
