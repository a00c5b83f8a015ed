import { type Command, InvalidArgumentError, Option } from 'commander';
import * as v from 'valibot';
import { writeInviteLink } from '../../../../lib/contract/invite-link.ts';
import type { PersonRole } from '../../../../lib/contract/primitives.ts';
import { InboxToShow } from '../../../../lib/contract/source.ts';
import { placeOf, withPlace } from '../place.ts';
import { withOperations } from '../reach-place.ts';
import { serveSettings } from '../settings-from-environment.ts';

interface InviteOptions {
  data?: string;
  workspace: string;
  role: PersonRole;
  uses: number;
  expires: number | null;
  url?: string;
  inbox: InboxToShow[];
  pattern: InboxToShow[];
}

/** Where `serve` answers if nothing else is said. */
const DEFAULT_URL = 'http://127.0.0.1:4100';

/** `invite`: prints a link by which people join; the link is the last line. */
export function addInvite(program: Command): void {
  withPlace(program.command('invite').description('make an invite link'))
    .addOption(
      new Option('--role <role>', 'what those who join may do')
        .choices(['teammate', 'admin'])
        .default('teammate'),
    )
    .option('--uses <number>', 'how many people may use it', parseUses, 1)
    .option('--expires <time>', 'until when: 7d, 12h, 30m or never', parseExpiry, 7 * 86_400_000)
    .option(
      '--url <address>',
      "the server's address in the link (default: where it runs)",
      parseUrl,
    )
    .option(
      '--inbox <kind=address>',
      'an inbox to show, such as zendesk=https://acme.zendesk.com; may be given again',
      addInbox,
      [],
    )
    .option(
      '--pattern <address>',
      'any other inbox, by its addresses: https://desk.example.com/*/conversation/{conversation}; may be given again',
      addPattern,
      [],
    )
    .action(invite);
}

async function invite(options: InviteOptions): Promise<void> {
  const { publicUrl } = serveSettings(process.env);
  await withOperations(placeOf(options), 'invite', async (operations, running) => {
    const expiresAt = options.expires === null ? null : Date.now() + options.expires;
    const inboxes = [...options.inbox, ...options.pattern];
    const { role, uses } = options;
    const { code } = await operations.createInvite({ role, uses, expiresAt, inboxes });
    const people = options.uses === 1 ? 'one person' : `${options.uses} people`;
    const until = expiresAt === null ? '' : `, until ${new Date(expiresAt).toISOString()}`;
    console.error(`Invite for ${people} as ${options.role}${until}:`);
    const server = options.url ?? publicUrl ?? running ?? DEFAULT_URL;
    console.log(writeInviteLink(server, code, inboxes));
  });
}

function addInbox(text: string, before: InboxToShow[]): InboxToShow[] {
  const [, inbox = '', address = ''] = /^([a-z0-9-]+)=(.+)$/.exec(text) ?? [];
  return [...before, inboxToShow({ inbox, origin: originOf(address), pattern: null })];
}

function addPattern(pattern: string, before: InboxToShow[]): InboxToShow[] {
  if (!/\{(conversation|ticket)\}/.test(pattern)) {
    throw new InvalidArgumentError('It must say where the id stands: {conversation} or {ticket}.');
  }
  return [...before, inboxToShow({ inbox: 'pattern', origin: originOf(pattern), pattern })];
}

function originOf(address: string): string {
  const origin = URL.parse(address)?.origin;
  if (origin === undefined) {
    throw new InvalidArgumentError('It needs an address that begins with https://.');
  }
  return origin;
}

function inboxToShow(inbox: InboxToShow): InboxToShow {
  const read = v.safeParse(InboxToShow, inbox);
  if (read.success) return read.output;
  throw new InvalidArgumentError(read.issues.map(({ message }) => message).join('; '));
}

function parseUses(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('It must be 1 to 99999.');
  return Number(text);
}

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function parseExpiry(text: string): number | null {
  if (text === 'never') return null;
  const [, count = '', unit = ''] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  const milliseconds = UNITS[unit];
  if (milliseconds === undefined) {
    throw new InvalidArgumentError('It must be like 7d, 12h, 30m, or never.');
  }
  return Number(count) * milliseconds;
}

function parseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError('It must be an address like https://csat.example.com.');
  }
  return text.replace(/\/+$/, '');
}
