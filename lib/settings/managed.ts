import * as v from 'valibot';
import { isSecure, readInviteLink, writeInviteLink } from '../contract/invite-link.ts';
import { filledText, MAX_LENGTH } from '../contract/primitives.ts';
import { InboxToShow } from '../contract/source.ts';
import { JoinCode, SeesRatings } from '../contract/workspace.ts';

/**
 * What a company sets by policy for its browsers (`storage.managed`). The names are those of
 * public/managed-schema.json, which tells Chrome; docs/roll-out.md tells people.
 */
export interface ManagedPolicy {
  /** Something is set at all. */
  isSet: boolean;
  /** Origin of the server; `null` if not set. */
  server: string | null;
  /** The invite that browsers join with by themselves; `null` if not set. Secret. */
  invite: string | null;
  /** Under which name; `null` if not set. */
  personName: string | null;
  inboxes: InboxToShow[];
  panelStart: PanelStart;
  /** `null`: the person's choice. */
  daysKept: number | null;
  /** `null`: the usual. */
  daysOffline: number | null;
  /** What the company told its browsers; the server decides. `null` if not set. */
  seesRatings: SeesRatings | null;
}

/** How the panel stands on a site where nobody has moved it yet. */
export type PanelStart = 'tab' | 'hidden';

/** A part of a policy that is not understood, and so not followed. Tells no value of it. */
export interface PolicyProblem {
  /** Name in the policy, for example `daysKept` or `inboxes[1]`. */
  field: string;
  message: string;
}

const Days = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(1, 'must be 1 or more'),
  v.maxValue(3_650, 'must be 3650 or less'),
);

const Server = v.pipe(
  v.string('must be a text'),
  v.check((text) => originOf(text) !== null, 'must be an address like https://csat.example.com'),
  v.transform((text) => originOf(text) ?? ''),
);

/** An inbox's origin may be written with a slash or a path after it. */
const Inbox = v.pipe(
  v.object({
    inbox: InboxToShow.entries.inbox,
    origin: v.pipe(
      v.string('must be a text'),
      v.check(
        (text) => originOf(text) !== null,
        'must be an address like https://acme.zendesk.com',
      ),
      v.transform((text) => originOf(text) ?? ''),
    ),
    pattern: InboxToShow.entries.pattern,
  }),
  v.check(
    ({ inbox, pattern }) => inbox !== 'pattern' || pattern !== null,
    'needs a pattern, as its inbox is "pattern"',
  ),
);

/** Most inboxes of a policy. */
const MOST_INBOXES = 50;

/** The names of everything that can be set. */
export const POLICY_FIELDS = [
  'server',
  'enrolment',
  'personName',
  'inboxes',
  'panelStart',
  'daysKept',
  'daysOffline',
  'seesRatings',
] as readonly string[];

/** The policy of a browser without one. */
export const NO_POLICY: ManagedPolicy = {
  isSet: false,
  server: null,
  invite: null,
  personName: null,
  inboxes: [],
  panelStart: 'tab',
  daysKept: null,
  daysOffline: null,
  seesRatings: null,
};

/** Reads what `storage.managed` gives. A field that does not fit is left out and told of. */
export function readPolicy(values: unknown): {
  policy: ManagedPolicy;
  problems: PolicyProblem[];
} {
  const problems: PolicyProblem[] = [];
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    return { policy: NO_POLICY, problems };
  }
  const given = new Map(Object.entries(values).filter(([, value]) => value !== null));
  const tell = (field: string, message: string) => problems.push({ field, message });
  function read<T>(field: string, schema: v.GenericSchema<unknown, T>): T | null {
    const value = given.get(field);
    if (value === undefined) return null;
    const result = v.safeParse(schema, value, { abortPipeEarly: true });
    if (result.success) return result.output;
    tell(field, result.issues[0].message);
    return null;
  }

  const server = read('server', Server);
  const enrolment = read('enrolment', v.string('must be a text'));
  for (const field of given.keys()) {
    // The name is the company's own: a short one of plain letters may be told.
    if (!POLICY_FIELDS.includes(field)) {
      tell(/^\w{1,40}$/.test(field) ? field : 'another field', 'is not a known field');
    }
  }
  const invite = enrolment === null ? null : inviteOf(enrolment, server, tell);
  return {
    policy: {
      isSet: given.size > 0,
      server: server ?? (invite && (readInviteLink(invite)?.server ?? null)),
      invite,
      personName: read('personName', filledText(MAX_LENGTH.name)),
      inboxes: readInboxes(given.get('inboxes'), tell),
      panelStart:
        read('panelStart', v.picklist(['tab', 'hidden'], 'must be tab or hidden')) ?? 'tab',
      daysKept: read('daysKept', Days),
      daysOffline: read('daysOffline', Days),
      seesRatings: read('seesRatings', SeesRatings),
    },
    problems,
  };
}

type Tell = (field: string, message: string) => void;

function inviteOf(enrolment: string, server: string | null, tell: Tell): string | null {
  const link = readInviteLink(enrolment);
  if (link) {
    if (server === null || link.server === server) return enrolment.trim();
    tell('enrolment', 'is an invite of another server than "server"');
    return null;
  }
  if (!v.is(JoinCode, enrolment.trim())) {
    tell('enrolment', 'must be the code of an invite, or the whole link');
    return null;
  }
  if (server === null) {
    tell('enrolment', 'needs "server" beside it, or must be the whole invite link');
    return null;
  }
  return writeInviteLink(server, enrolment.trim());
}

function readInboxes(value: unknown, tell: Tell): InboxToShow[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    tell('inboxes', 'must be a list');
    return [];
  }
  if (value.length > MOST_INBOXES) tell('inboxes', `has more than ${MOST_INBOXES}`);
  return value.slice(0, MOST_INBOXES).flatMap((one: unknown, index) => {
    const read = v.safeParse(Inbox, one, { abortPipeEarly: true });
    if (read.success) return [read.output];
    const issue = read.issues[0];
    const path = v.getDotPath(issue);
    tell(`inboxes[${index}]${path === null ? '' : `.${path}`}`, issue.message);
    return [];
  });
}

function originOf(text: string): string | null {
  const address = URL.parse(text.trim());
  const plain = address !== null && address.username === '' && address.password === '';
  return plain && isSecure(address) ? address.origin : null;
}
