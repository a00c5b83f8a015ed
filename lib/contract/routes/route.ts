import type * as v from 'valibot';
import type { Role } from '../primitives.ts';
import type { ProblemCode } from '../problem.ts';

/** What a query, body or answer is checked with. */
export type Schema = v.GenericSchema;

/** One call of the API. The server's handlers, the client and the OpenAPI document all come from it. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with `{parameter}` parts. */
  path: string;
  summary: string;
  area:
    | 'ingest'
    | 'widget'
    | 'team'
    | 'members'
    | 'reading'
    | 'review'
    | 'settings'
    | 'sources'
    | 'webhooks'
    | 'erasing';
  /** `public`: no token; `widget`: the conversation's JWT; else the roles that may call. */
  access: 'public' | 'widget' | readonly Role[];
  query?: Schema;
  body?: Schema;
  /** A body that streams, with its media type, in place of JSON. */
  streams?: 'application/x-ndjson';
  answer: Schema | null;
  /** Answers carry an `ETag`; a PUT needs `If-Match`. */
  versioned?: true;
  problems: readonly ProblemCode[];
}

/** Routes by name. */
export type Routes = Record<string, Route>;

/* Roles that may call. */
export const INGEST = ['ingest', 'admin', 'operator'] as const;
export const READ = ['teammate', 'admin', 'operator'] as const;
export const ADMIN = ['admin', 'operator'] as const;
