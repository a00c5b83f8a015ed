import { afterEach, beforeEach } from 'vitest';
import { hubspot } from '../../../lib/sources/hubspot.ts';
import type { RatingSource } from '../../../lib/sources/source.ts';
import { HUBSPOT_TOKEN, type HubspotMock, startHubspot } from '../../platforms/hubspot.ts';
import type { Clock } from './clock.ts';

export const MINUTE = 60_000;
export const { signal } = new AbortController();

/** The HubSpot of the test that runs. */
export let mock: HubspotMock;
let clock: Clock;

/** Starts a HubSpot for each test of a file, by the file's clock, which begins anew. */
export function startHubspotForEach(ofFile: Clock): void {
  beforeEach(async () => {
    clock = ofFile;
    clock.set(Date.parse('2026-11-03T10:00:00.000Z'));
    mock = await startHubspot(clock.get);
  });
  afterEach(() => mock.close());
}

/** The connector, by default with a token that may see everything. */
export function open(secret = HUBSPOT_TOKEN): RatingSource {
  return hubspot.open({ fetch: mock.fetch, now: clock.get, config: {}, secret });
}

/** A ticket with a thread and an answered survey, a minute after the one before. */
export function rated(value: string): { ticket: string; thread: string; submission: string } {
  clock.set(clock.get() + MINUTE);
  const ticket = mock.addTicket();
  const thread = [...mock.threads.values()].at(-1)?.id ?? '';
  clock.set(clock.get() + MINUTE);
  return { ticket, thread, submission: mock.submit({ ticket, value }) };
}
