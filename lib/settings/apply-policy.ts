import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { storage } from 'wxt/utils/storage';
import { readInviteLink } from '../contract/invite-link.ts';
import type { SeesRatings } from '../contract/workspace.ts';
import { type ManagedPolicy, type PolicyProblem, readPolicy } from './managed.ts';
import { type AllowedInbox, allowedInboxes, panelStartSetting } from './settings.ts';

/** What became of the policy when it was last applied, for Options and the diagnostics. */
export interface PolicyReport {
  /** Something is set. */
  isSet: boolean;
  /** Origin of the server that it names. */
  server: string | null;
  /** Conversations of so many days are kept; `null`: the person's choice. */
  daysKept: number | null;
  daysOffline: number | null;
  /** Only told, the server decides. */
  seesRatings: SeesRatings | null;
  /** What is not followed, and why. */
  problems: PolicyProblem[];
  /** This computer's clock. */
  appliedAt: number;
}

/** Read by Options and the diagnostics; `null` before a policy was ever looked for. */
export const policyReport = storage.defineItem<PolicyReport | null>('local:policy-report', {
  fallback: null,
});

/** What this browser remembers of a policy's enrolment. */
interface Enrolment {
  /** Hash of the invite that was left or withdrawn: it is not used again. */
  used: string | null;
  /** Hash of the invite that this browser joined with. */
  joined: string | null;
  /** A few letters that tell this browser from the company's others. */
  mark: string;
}

const enrolment = storage.defineItem<Enrolment | null>('local:policy-enrolment', {
  fallback: null,
});

export interface PolicyParts {
  /** `browser.storage.managed.get`; may reject where there is no policy. */
  read(): Promise<unknown>;
  /** The workspace that this browser is in; `null` if none. */
  workspace(): Promise<{ server: string; solo: boolean } | null>;
  /** Joins (membership.join). Throws SourceError. */
  join(link: string, name: string): Promise<unknown>;
  /** May the extension act on this origin? */
  isAllowed(origin: string): Promise<boolean>;
  /** Limits of the copy on this computer, in days; `null`: not set by policy. */
  setLimits(limits: { daysKept: number | null; daysOffline: number | null }): Promise<void>;
  /** Replaces the inboxes of the policy (`setInboxesOf('policy', …)`). */
  setInboxes(inboxes: readonly AllowedInbox[]): Promise<void>;
  now(): number;
}

export interface PolicyActions {
  /**
   * Does what the policy says: joins if nothing is joined yet, allows its inboxes, sets its limits.
   * Called at the start, when the policy changes, when a host permission came, and (while it
   * answers `retry`) from time to time. One at a time.
   */
  apply(): Promise<'done' | 'retry'>;
  /** The team was left, or access withdrawn: the same invite is not used again by itself. */
  left(): Promise<void>;
}

/** Applying a company's policy. */
export function createPolicy(parts: PolicyParts): PolicyActions {
  let last: Promise<unknown> = Promise.resolve();

  async function applyOnce(): Promise<'done' | 'retry'> {
    // Without a policy Firefox rejects, Chromium gives an empty object.
    const values = await parts.read().catch(() => null);
    const { policy, problems } = readPolicy(values);
    const before = await policyReport.getValue();
    if (!policy.isSet && !before?.isSet) return 'done';
    const joining = await join(policy, problems);
    await allow(policy, problems);
    await panelStartSetting.setValue(policy.panelStart);
    const { daysKept, daysOffline } = policy;
    await parts.setLimits({ daysKept, daysOffline });
    await policyReport.setValue({
      isSet: policy.isSet,
      server: policy.server,
      daysKept,
      daysOffline,
      seesRatings: policy.seesRatings,
      problems,
      appliedAt: parts.now(),
    });
    return joining;
  }

  /** Joins with the policy's invite, if there is one and nothing else is joined. */
  async function join(policy: ManagedPolicy, problems: PolicyProblem[]): Promise<'done' | 'retry'> {
    const { invite } = policy;
    const server = invite === null ? null : (readInviteLink(invite)?.server ?? null);
    if (invite === null || server === null) return 'done';
    const tell = (message: string) => problems.push({ field: 'enrolment', message });
    const workspace = await parts.workspace();
    if (workspace?.solo) {
      tell('is not used: this browser works alone (solo). Leave that in Options.');
      return 'done';
    }
    if (workspace) {
      if (workspace.server !== server) tell('is not used: another server is joined.');
      return 'done';
    }
    const known = await enrolment.getValue();
    const hash = hashOf(invite);
    if (known?.used === hash) {
      tell('was used once, and the team was left or the access withdrawn. A new code joins again.');
      return 'done';
    }
    if (!(await parts.isAllowed(server))) {
      tell(
        'waits: the browser does not let the extension reach the server. Use the build for your hosts.',
      );
      return 'done';
    }
    const mark = known?.mark ?? newMark();
    try {
      await parts.join(invite, policy.personName ?? `By policy (${mark})`);
    } catch (error) {
      tell(`did not work: ${messageOf(error)}`);
      return isTransient(error) ? 'retry' : 'done';
    }
    await enrolment.setValue({ used: null, joined: hash, mark });
    return 'done';
  }

  /** The policy's inboxes beside those of the team and the person. */
  async function allow(policy: ManagedPolicy, problems: PolicyProblem[]): Promise<void> {
    const stored = (await allowedInboxes.getValue()).filter(({ by }) => by === 'policy');
    const wanted = policy.inboxes.map((inbox) => ({ ...inbox, by: 'policy' as const }));
    for (const [index, { origin }] of policy.inboxes.entries()) {
      if (await parts.isAllowed(origin)) continue;
      const message =
        'waits: the browser does not let the extension act there. Use the build for your hosts.';
      problems.push({ field: `inboxes[${index}]`, message });
    }
    if (JSON.stringify(stored) !== JSON.stringify(wanted)) await parts.setInboxes(policy.inboxes);
  }

  return {
    apply() {
      const next = last.then(applyOnce, applyOnce);
      last = next.catch(() => undefined);
      return next;
    },
    async left() {
      const known = await enrolment.getValue();
      if (known?.joined) await enrolment.setValue({ ...known, used: known.joined, joined: null });
    },
  };
}

/** The invite itself is kept nowhere. */
function hashOf(invite: string): string {
  return bytesToHex(sha256(utf8ToBytes(invite))).slice(0, 32);
}

/** Without letters that look alike. */
const MARKS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

function newMark(): string {
  return [...crypto.getRandomValues(new Uint8Array(5))]
    .map((byte) => MARKS[byte % MARKS.length])
    .join('');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}

/** As SourceError says it. */
function isTransient(error: unknown): boolean {
  return error instanceof Error && 'transient' in error && error.transient === true;
}
