import { describe, expect, it } from 'vitest';
import { hubspot } from '../../../lib/sources/hubspot.ts';
import { HUBSPOT_PORTAL } from '../../platforms/hubspot.ts';
import { MINUTE, mock, open, rated, signal, startHubspotForEach } from './open-hubspot.ts';
import { Pulled } from './pulled.ts';

let now = 0;
startHubspotForEach({
  get: () => now,
  set: (time) => {
    now = time;
  },
});

describe('connecting', () => {
  it('names the account by its number, as the inbox’s addresses do', async () => {
    expect(await open().account(signal)).toEqual({
      place: String(HUBSPOT_PORTAL),
      name: `Account ${HUBSPOT_PORTAL} (HubSpot, EU1)`,
      limits: [],
    });
    expect(hubspot.origins({})).toEqual(['https://api.hubapi.com']);
  });

  it('says what a token without the optional scopes can’t do', async () => {
    mock.scopes.delete('conversations.read');
    mock.scopes.delete('tickets');
    const { limits } = await open().account(signal);
    expect(limits).toEqual([
      expect.stringContaining('Without the scope tickets'),
      expect.stringContaining('Without the scope conversations.read'),
    ]);
  });

  it('tells a wrong token, a missing scope and a plan without surveys apart', async () => {
    await expect(open('wrong').account(signal)).rejects.toMatchObject({
      class: 'auth',
      code: 'token_wrong',
    });
    mock.hasSubmissions = false;
    await expect(open().account(signal)).rejects.toMatchObject({
      code: 'plan_lacks_ratings',
      remedy: expect.stringContaining('Service Hub Professional'),
    });
    mock.hasSubmissions = true;
    mock.scopes.clear();
    await expect(open().pull(null, signal)).rejects.toMatchObject({
      code: 'scope_missing',
      remedy: expect.stringContaining('crm.objects.feedback_submissions.read'),
    });
  });
});

describe('one conversation', () => {
  const one = (about: { conversation?: string; ticket?: string }) =>
    open().readOne(
      { conversation: about.conversation ?? null, ticket: about.ticket ?? null },
      signal,
    );

  it('is the same by thread, by ticket and by the list', async () => {
    const { ticket, thread } = rated('1');
    const pulled = new Pulled(open());
    await pulled.all();
    const found = { kind: 'found', conversation: pulled.conversations.get(thread) };
    expect(await one({ conversation: thread })).toEqual(found);
    expect(await one({ ticket })).toEqual(found);
    expect(await one({ conversation: `ticket-${ticket}` })).toEqual(found);
    now += MINUTE;
    const second = mock.addThread(ticket);
    expect(await one({ conversation: second, ticket })).toEqual(found);
  });

  it('is not rated only where its ticket was asked', async () => {
    const ticket = mock.addTicket();
    expect(await one({ ticket })).toMatchObject({
      kind: 'found',
      conversation: { rating: null, asked: null, ticketId: ticket },
    });
    const thread = mock.addThread(null);
    expect(await one({ conversation: thread })).toEqual({ kind: 'not_allowed' });
    expect(await one({ conversation: '1' })).toEqual({ kind: 'not_found' });
    expect(await one({ ticket: '1' })).toEqual({ kind: 'not_found' });
  });

  it('can be an answer that belongs to no ticket', async () => {
    const id = mock.submit({ value: '2' });
    expect(await one({ conversation: `submission-${id}` })).toMatchObject({
      kind: 'found',
      conversation: { id: `submission-${id}`, rating: { sentiment: 'positive' } },
    });
    mock.removeSubmission(id);
    expect(await one({ conversation: `submission-${id}` })).toEqual({ kind: 'not_found' });
  });

  it('stays unknown where the token may not see it', async () => {
    const { ticket, thread } = rated('1');
    mock.scopes.delete('conversations.read');
    expect(await one({ conversation: thread })).toEqual({ kind: 'not_allowed' });
    mock.scopes.delete('tickets');
    expect(await one({ ticket })).toEqual({ kind: 'not_allowed' });
  });
});

it('says where asking is switched, as HubSpot has no way to do it from outside', async () => {
  expect(await open().askingPlaces(signal)).toEqual([]);
  await expect(open().switchAsking('1', false, signal)).rejects.toMatchObject({
    code: 'cannot_switch',
  });
  expect(hubspot.collectionPage('1234567')).toBe('https://app.hubspot.com/feedback/1234567');
});
