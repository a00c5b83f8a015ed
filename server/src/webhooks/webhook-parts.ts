import type { SecretKeeper } from '../sources/credentials.ts';
import { NO_SECRETS } from '../sources/credentials.ts';
import type { Scope } from '../workspace/scope.ts';
import type { Post } from './post.ts';

/** What the server needs to send webhooks. */
export interface WebhookParts {
  post: Post;
  /** May webhooks go to this computer and to private networks? */
  allowPrivate: boolean;
  /** The server's address for browsers, for links to conversations; `null` where it is not fixed. */
  publicUrl: string | null;
  secrets: SecretKeeper;
  /** A number from 0 up to 1, so that what failed together is not tried together again. */
  random: () => number;
}

/** A workspace with what its webhooks need. */
export interface WebhooksScope extends Scope {
  webhooks: WebhookParts;
}

/** A server that sends nothing. */
export const NO_WEBHOOKS: WebhookParts = {
  post: () => Promise.resolve({ kind: 'failed', code: 'no_connection' }),
  allowPrivate: false,
  publicUrl: null,
  secrets: NO_SECRETS,
  random: Math.random,
};

/** Where a webhook's secret belongs: never to be opened as that of a source. */
export function secretPlace(workspace: string, id: string) {
  return { workspace, source: `webhook ${id}` };
}

/** What is kept sealed of a webhook. */
export interface WebhookSecret {
  url: string;
  key: string;
}
