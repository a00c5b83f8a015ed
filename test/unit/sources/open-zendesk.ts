import { afterEach, beforeEach } from 'vitest';
import { SourceError } from '../../../lib/sources/errors.ts';
import type { RatingSource } from '../../../lib/sources/source.ts';
import { zendesk } from '../../../lib/sources/zendesk.ts';
import { startZendesk, type ZendeskMock } from '../../platforms/zendesk.ts';
import type { Clock } from './clock.ts';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const BEGIN = Date.UTC(2026, 4, 4, 9, 0, 0);
export const signal = new AbortController().signal;

/** The Zendesk of the test that runs. */
export let mock: ZendeskMock;
let clock: Clock;

/** Starts a Zendesk for each test of a file, by the file's clock, which begins anew. */
export function startZendeskForEach(ofFile: Clock): void {
  beforeEach(async () => {
    clock = ofFile;
    clock.set(BEGIN);
    mock = await startZendesk(clock.get);
  });
  afterEach(() => mock.close());
}

/** The connector, by default with an admin’s token. */
export function open(
  config: Record<string, string> = {},
  secret: string | null = 'made-up-token',
): RatingSource {
  const checked = zendesk.readConfig({ subdomain: 'acme', ...config });
  return zendesk.open({ fetch: mock.fetch, now: clock.get, secret, config: checked });
}

export async function failureOf(action: Promise<unknown>): Promise<SourceError> {
  const error = await action.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SourceError)) throw new Error(`No SourceError: ${String(error)}`);
  return error;
}

export function read(id: string, source = open()) {
  return source.readOne({ conversation: id, ticket: null }, signal);
}

export async function found(id: string, source = open()) {
  const answer = await read(id, source);
  if (answer.kind !== 'found') throw new Error(`not found: ${answer.kind}`);
  return answer.conversation;
}
