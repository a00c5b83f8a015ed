import * as v from 'valibot';
import { SourceError } from './errors.ts';
import type { RefusalMeaning } from './platform-http.ts';

/** The token may not read that, or the plan has none of it. */
export function isClosed(error: unknown): boolean {
  return (
    error instanceof SourceError &&
    (error.code === 'scope_missing' || error.code === 'plan_lacks_ratings')
  );
}

const WHERE = 'Settings > Integrations > Private apps > your app > Scopes';

/** What each part needs, as HubSpot names it. */
export const SCOPES = {
  feedback_submissions: {
    message: 'This access token may not read feedback submissions.',
    remedy: `Under ${WHERE} add crm.objects.feedback_submissions.read.`,
  },
  tickets: {
    message: 'This access token may not read tickets.',
    remedy: `Under ${WHERE} add tickets.`,
  },
  contacts: {
    message: 'This access token may not read contacts.',
    remedy: `Under ${WHERE} add crm.objects.contacts.read.`,
  },
  threads: {
    message: 'This access token may not read conversations.',
    remedy: `Under ${WHERE} add conversations.read.`,
  },
};

const ErrorBody = v.object({ category: v.nullish(v.string()), message: v.nullish(v.string()) });

/**
 * HubSpot names missing scopes in the category of its 403; any other 403 of the submissions is read
 * as an account without Service Hub (inferred).
 */
export function refusedFor(what: keyof typeof SCOPES) {
  return (status: number, body: unknown): RefusalMeaning | null => {
    if (status !== 403) return null;
    const parsed = v.safeParse(ErrorBody, body);
    const { category = '', message = '' } = parsed.success ? parsed.output : {};
    const scope = /scope/i.test(`${category} ${message}`);
    if (scope || what !== 'feedback_submissions') return { code: 'scope_missing', ...SCOPES[what] };
    return {
      code: 'plan_lacks_ratings',
      message: 'This HubSpot account does not give its feedback submissions.',
      remedy: 'They come with Service Hub Professional and Enterprise.',
    };
  };
}
