import { afterEach, beforeEach } from 'vitest';
import { chatwoot } from '../../../lib/sources/chatwoot.ts';
import type { RatingSource } from '../../../lib/sources/source.ts';
import { CHATWOOT_ADMIN, type ChatwootMock, startChatwoot } from '../../platforms/chatwoot.ts';
import type { Clock } from './clock.ts';

export const MINUTE = 60_000;
export const { signal } = new AbortController();

/** The Chatwoot of the test that runs. */
export let mock: ChatwootMock;
let clock: Clock;

/** Starts a Chatwoot for each test of a file, by the file's clock, which begins anew. */
export function startChatwootForEach(ofFile: Clock): void {
  beforeEach(async () => {
    clock = ofFile;
    clock.set(Date.parse('2026-11-03T10:00:00.000Z'));
    mock = await startChatwoot(clock.get);
  });
  afterEach(() => mock.close());
}

/** The connector, by default with an administrator’s token. */
export function open(about: { secret?: string; aiAgent?: string } = {}): RatingSource {
  const { secret = CHATWOOT_ADMIN, aiAgent } = about;
  const typed = { address: mock.address, ...(aiAgent && { aiAgent }) };
  const config = chatwoot.readConfig(typed);
  return chatwoot.open({ fetch: mock.fetch, now: clock.get, config, secret });
}

/** A conversation, resolved and rated, a minute after the one before. */
export function rated(rating: number, about: Parameters<ChatwootMock['open']>[0] = {}): number {
  clock.set(clock.get() + MINUTE);
  const id = mock.open(about);
  mock.resolve(id);
  mock.rate(id, rating);
  return id;
}
