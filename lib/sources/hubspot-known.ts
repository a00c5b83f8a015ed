import { submissionConversation, ticketConversation } from './hubspot-tickets.ts';

/** As what a submission was told of. */
export interface Told {
  /** `null`: it belongs to none. */
  ticket: string | null;
  /** Id of its conversation. */
  conversation: string;
}

/**
 * The submissions told of last, by their ids, longest ago first: they are looked after, as HubSpot's
 * search does not tell of deleted ones, nor of one that came to another ticket.
 */
export type KnownSubmissions = Map<string, Told>;

/** How many are looked after: their texts have to fit into the state of a pull. */
const MOST = 1_500;

const NUMBER = /^\d{1,18}$/;

/** Notes a submission as the one told of last. */
export function know(known: KnownSubmissions, submission: string, told: Told): void {
  known.delete(submission);
  known.set(submission, told);
  const oldest = known.size > MOST ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
}

/**
 * The submissions as text: `submission.ticket.thread;…`, numbers in base 36; without a ticket or a
 * thread that part is empty.
 */
export function packSubmissions(known: KnownSubmissions): string {
  return [...known]
    .filter(([submission, { ticket }]) => NUMBER.test(submission) && NUMBER.test(ticket ?? '0'))
    .map(([submission, { ticket, conversation }]) => {
      const thread = NUMBER.test(conversation) ? short(conversation) : '';
      return `${short(submission)}.${ticket === null ? '' : short(ticket)}.${thread}`;
    })
    .join(';');
}

/** Reads what `packSubmissions` wrote. */
export function unpackSubmissions(text: string): KnownSubmissions {
  const known: KnownSubmissions = new Map();
  for (const entry of text === '' ? [] : text.split(';')) {
    const [submission = '', ticket = '', thread = ''] = entry.split('.').map(long);
    const own = ticket === '' ? submissionConversation(submission) : ticketConversation(ticket);
    known.set(submission, { ticket: ticket || null, conversation: thread || own });
  }
  return known;
}

function short(number: string): string {
  return BigInt(number).toString(36);
}

/** HubSpot's ids may have more digits than a number keeps. */
function long(text: string): string {
  let value = 0n;
  for (const digit of text) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return text === '' ? '' : String(value);
}
