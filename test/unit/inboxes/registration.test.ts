import { describe, expect, it } from 'vitest';
import { planRegistrations, wantedRegistrations } from '../../../lib/inboxes/registration.ts';

describe('the content scripts that are registered', () => {
  const wanted = wantedRegistrations([
    { inbox: 'fivefaces', origin: 'http://127.0.0.1:4100' },
    { inbox: 'of a later version', origin: 'https://x.example' },
    { inbox: 'zendesk', origin: 'https://acme.zendesk.com.evil.example' },
    { inbox: 'pattern', origin: 'https://desk.example.com', pattern: 'no pattern' },
  ]);

  it('run on the allowed inboxes that this version knows, and nowhere else', () => {
    expect(wanted).toEqual([
      { id: 'inbox:http://127.0.0.1/*', matches: ['http://127.0.0.1/inbox*'] },
    ]);
  });

  it('are one a site, so that no page gets two of them', () => {
    const desk = { inbox: 'pattern', origin: 'https://desk.example.com' };
    const registrations = wantedRegistrations([
      { inbox: 'chatwoot', origin: 'http://localhost:3000' },
      { inbox: 'fivefaces', origin: 'http://localhost:4100' },
      { ...desk, pattern: 'https://desk.example.com/chat/{conversation}' },
      { ...desk, pattern: 'https://desk.example.com/mail/{conversation}' },
    ]);
    expect(registrations).toEqual([
      {
        id: 'inbox:http://localhost/*',
        matches: ['http://localhost/app/*', 'http://localhost/inbox*'],
      },
      { id: 'inbox:https://desk.example.com/*', matches: ['https://desk.example.com/*'] },
    ]);
  });

  it('stay as they are if they are right', () => {
    expect(planRegistrations(wanted, wanted)).toEqual({ add: [], remove: [] });
  });

  it('are added after an update, which loses them, and removed with their permission', () => {
    expect(planRegistrations(wanted, [])).toEqual({ add: wanted, remove: [] });
    expect(planRegistrations([], wanted)).toEqual({
      add: [],
      remove: ['inbox:http://127.0.0.1/*'],
    });
  });

  it('are replaced if an earlier version registered them for other pages', () => {
    const old = wanted.map(({ id }) => ({ id, matches: ['http://127.0.0.1/*'] }));
    expect(planRegistrations(wanted, old)).toEqual({
      add: wanted,
      remove: ['inbox:http://127.0.0.1/*'],
    });
  });
});
