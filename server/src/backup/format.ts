import * as v from 'valibot';

/** The form of backup files. A change that older versions cannot read takes another number. */
export const FORMAT = 1;

/**
 * A backup is gzipped lines of JSON: a header, then for each table one line that names it with its
 * number of rows, and so many rows as the database writes them, and last a line that closes it with
 * all numbers of rows and a SHA-256 of everything before.
 */
export const Header = v.object({
  fivefaces: v.literal('backup'),
  format: v.number(),
  /** The migrations that its tables have. */
  migrations: v.array(v.string()),
  created: v.string(),
});

export const TableLine = v.object({ table: v.string(), rows: v.number() });

export const EndLine = v.object({
  end: v.record(v.string(), v.number()),
  /** Of all lines before this one with their line ends, hexadecimal. */
  sha256: v.string(),
});

/** Every table, in the order in which a restore locks them: who joins takes them in this one too. */
export const TABLES = [
  'workspaces',
  'signing_keys',
  'invites',
  'people',
  'tokens',
  'topics',
  'conversations',
  'conversation_topics',
  'messages',
  'day_counts',
  'pruned_day_counts',
  'hidden_day_counts',
  'day_count_months',
  'reviews',
  'sources',
  'webhooks',
  'erasures',
  'erased_ids',
] as const;

/**
 * Tables that a restore empties and a backup leaves out: codes that live for a minute, and messages
 * to webhooks, which a restored backup must not send again.
 */
export const SHORT_LIVED = ['inbox_codes', 'webhook_deliveries'] as const;
