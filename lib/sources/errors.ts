/** The classes of what can go wrong between a source and the store. */
export type ErrorClass =
  | 'network'
  | 'auth'
  | 'permission'
  | 'rate'
  | 'contract'
  | 'server'
  | 'storage';

/** What to tell people about each class, where nothing more exact is known. */
const WORDS: Record<ErrorClass, { message: string; remedy: string; transient: boolean }> = {
  network: {
    message: 'The server cannot be reached.',
    remedy: 'Check the network. It is tried again by itself.',
    transient: true,
  },
  auth: {
    message: 'The server does not accept this access.',
    remedy: 'Ask your admin for a new invite link and join again.',
    transient: false,
  },
  permission: {
    message: 'The browser no longer lets Fivefaces reach the server.',
    remedy: 'Open Options and allow access to the server again.',
    transient: false,
  },
  rate: {
    message: 'The server asks to wait because of too many requests.',
    remedy: 'Nothing to do: it is tried again by itself.',
    transient: true,
  },
  contract: {
    message: 'The server gave an answer that this version does not understand.',
    remedy: 'Update the extension, or ask who runs the server to update it.',
    transient: true,
  },
  server: {
    message: 'The server failed.',
    remedy: 'It is tried again by itself. If it lasts, tell who runs the server.',
    transient: true,
  },
  storage: {
    message: 'The browser could not write to its storage.',
    remedy: 'Free some disk space, then restart the browser. It is tried again by itself.',
    transient: true,
  },
};

/** An expected failure, with words that say what to do. */
export class SourceError extends Error {
  readonly class: ErrorClass;
  /** The server's own code where it gave one, else the class. */
  readonly code: string;
  readonly remedy: string;
  /** Trying again may help. */
  readonly transient: boolean;
  /** The server asked to wait this long, in milliseconds. */
  readonly retryAfter: number | null;
  /** For `version_conflict`: the thing as the server has it, unchecked; else `undefined`. */
  readonly current: unknown;

  constructor(
    errorClass: ErrorClass,
    details: {
      code?: string;
      message?: string;
      remedy?: string;
      transient?: boolean;
      retryAfter?: number | null;
      current?: unknown;
      cause?: unknown;
    } = {},
  ) {
    const words = WORDS[errorClass];
    super(details.message ?? words.message, { cause: details.cause });
    this.name = 'SourceError';
    this.class = errorClass;
    this.code = details.code ?? errorClass;
    this.remedy = details.remedy ?? words.remedy;
    this.transient = details.transient ?? words.transient;
    this.retryAfter = details.retryAfter ?? null;
    this.current = details.current;
  }
}

/** Nothing can be asked of a server before one was joined. */
export function notJoined(): SourceError {
  return new SourceError('auth', {
    code: 'not_joined',
    message: 'Not connected yet.',
    remedy: 'Open Fivefaces and paste your invite link.',
  });
}

/** What an answer that is no success says. */
export interface RefusedAnswer {
  status: number;
  /** Code and detail of the problem details, if it has any. */
  code: string | null;
  detail: string | null;
  current: unknown;
  /** Milliseconds. */
  retryAfter: number | null;
}

/** What an answer that is no success means. */
export function errorOfAnswer(answer: RefusedAnswer): SourceError {
  const { status, code, detail, current, retryAfter } = answer;
  if (status === 401) {
    const withdrawn = code === 'token_revoked' || code === 'token_invalid';
    return new SourceError('auth', {
      code: code ?? 'auth',
      ...(withdrawn && { message: 'Your access to this workspace was withdrawn.' }),
    });
  }
  if (status === 429) return new SourceError('rate', { code: code ?? 'rate', retryAfter });
  if (status >= 500) return new SourceError('server', { code: code ?? 'server', retryAfter });
  return new SourceError(code === 'forbidden' ? 'auth' : 'contract', {
    code: code ?? 'contract',
    transient: false,
    current,
    ...(detail !== null && { message: detail }),
    ...REFUSALS[code ?? ''],
  });
}

/** Refusals that a person can do something about. */
const REFUSALS: Record<string, { message: string; remedy: string }> = {
  not_found: {
    message: 'The server does not know it.',
    remedy: 'It may have been erased, or belong to another workspace.',
  },
  erased: {
    message: 'It was erased on the server.',
    remedy: 'Nothing to do: it goes from here too.',
  },
  invite_invalid: {
    message: 'This invite is not known, used up, expired or withdrawn.',
    remedy: 'Ask your admin for a new invite link.',
  },
  forbidden: {
    message: 'Your role may not do that.',
    remedy: 'Ask an admin of your team.',
  },
  last_admin: {
    message: 'A team needs at least one admin.',
    remedy: 'Invite another admin first.',
  },
  secrets_not_kept: {
    message: 'The server has no key to keep credentials with.',
    remedy: 'Whoever runs the server makes one: its manual says how.',
  },
  secret_lost: {
    message: 'The server has lost the key to this webhook.',
    remedy: 'Remove it and add it again.',
  },
  webhook_private: {
    message: 'The address leads to the server’s own network, where webhooks may not go.',
    remedy:
      'Take an address that the internet reaches, or ask whoever runs the server to allow it.',
  },
  webhooks_full: {
    message: 'There is no room for another webhook.',
    remedy: 'Remove one that nobody needs first.',
  },
  version_conflict: {
    message: 'Somebody else changed it meanwhile.',
    remedy: 'Look at what it says now, then try again.',
  },
};
