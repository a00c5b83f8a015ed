import * as v from 'valibot';
import { SourceError } from './errors.ts';
import type { RefusalMeaning } from './platform-http.ts';

/** An agent's token asked for what only administrators see. */
export function isNotAllowed(error: unknown): boolean {
  return error instanceof SourceError && error.code === 'scope_missing';
}

export const NOT_ALLOWED = {
  message: 'This access token may not see that in Chatwoot.',
  remedy: 'Use the access token of an administrator of the account.',
};

const ErrorBody = v.object({ error: v.string() });

/** Chatwoot says 401 for a wrong token and for what the user may not do alike; its words differ. */
export function refused(status: number, body: unknown): RefusalMeaning | null {
  if (status !== 401) return null;
  const parsed = v.safeParse(ErrorBody, body);
  const words = parsed.success ? parsed.output.error : '';
  if (/suspended/i.test(words)) {
    return {
      code: 'account_wrong',
      message: 'Chatwoot says that this account is suspended.',
      remedy: 'Ask who runs your Chatwoot, or who pays for it.',
    };
  }
  if (/authorized to access this account/i.test(words)) {
    return {
      code: 'account_wrong',
      message: 'The owner of this access token is not in that Chatwoot account.',
      remedy: 'Check the account number in the address, or use a token of somebody in the account.',
    };
  }
  return /not authorized/i.test(words) ? { code: 'scope_missing', ...NOT_ALLOWED } : null;
}

export function refusedList(status: number, body: unknown): RefusalMeaning | null {
  const meaning = refused(status, body);
  const forAdmins = meaning?.code === 'scope_missing' || status === 403;
  return forAdmins
    ? {
        code: 'scope_missing',
        message: 'Chatwoot shows the list of ratings to administrators only.',
        remedy:
          'Use the access token of an administrator (or of a custom role that may manage reports).',
      }
    : meaning;
}

export function refusedSwitch(status: number, body: unknown): RefusalMeaning | null {
  const meaning = refused(status, body);
  const forAdmins = meaning?.code === 'scope_missing' || status === 403;
  return forAdmins
    ? {
        code: 'scope_missing',
        message: 'Only administrators may change an inbox of Chatwoot.',
        remedy: 'Connect Chatwoot with an administrator’s access token, or ask one to switch it.',
      }
    : meaning;
}
