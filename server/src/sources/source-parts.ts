import type { SourceKind } from '../../../lib/contract/source.ts';
import { SourceError } from '../../../lib/sources/errors.ts';
import type {
  SourceParts as ConnectorParts,
  RatingSource,
  SourceDefinition,
} from '../../../lib/sources/source.ts';
import type { SourceRow } from '../database/schema.ts';
import type { Scope } from '../workspace/scope.ts';
import { NO_SECRETS, type SecretKeeper } from './credentials.ts';

/** What the server needs to read platforms. */
export interface SourcesParts {
  /** The platforms that can be connected. */
  definitions: readonly SourceDefinition[];
  /** How platforms are reached. */
  fetch: ConnectorParts['fetch'];
  secrets: SecretKeeper;
  /** Milliseconds from the end of one pull to the next of the same source. */
  pullEvery: number;
  /** A number from 0 up to 1, so that servers do not come back all at once after a failure. */
  random: () => number;
}

/** A workspace with what its sources need. */
export interface SourcesScope extends Scope {
  sources: SourcesParts;
}

/** A server that knows no platform and keeps no credential. */
export const NO_SOURCES: SourcesParts = {
  definitions: [],
  fetch: () => Promise.reject(new Error('this server reaches no platform')),
  secrets: NO_SECRETS,
  pullEvery: 60_000,
  random: Math.random,
};

/** Milliseconds until a platform that was asked for a person must have answered. */
const PATIENCE = 20_000;

/** For what a person waits for: ends in time. */
export function patience(): AbortSignal {
  return AbortSignal.timeout(PATIENCE);
}

/** Throws SourceError `kind_unknown` for a platform that this version does not know. */
export function definitionOf(parts: SourcesParts, kind: SourceKind): SourceDefinition {
  const found = parts.definitions.find((definition) => definition.kind === kind);
  if (found) return found;
  throw new SourceError('contract', {
    code: 'kind_unknown',
    transient: false,
    message: `This version of the server cannot read ratings from "${kind}".`,
    remedy: 'Update the server.',
  });
}

/** A platform with this access. */
export function openPlatform(
  { sources, clock }: SourcesScope,
  access: Pick<SourceRow, 'kind' | 'config'> & { secret: string | null },
): RatingSource {
  const { fetch } = sources;
  const { config, secret } = access;
  return definitionOf(sources, access.kind).open({ fetch, now: clock, config, secret });
}

/** A connected source with its stored credential. Throws SourceError `secret_lost` without its key. */
export function openSource(scope: SourcesScope, row: SourceRow): RatingSource {
  return openPlatform(scope, { ...row, secret: storedSecret(scope, row) });
}

/** The stored credential. Throws SourceError `secret_lost` if no key here opens it. */
export function storedSecret({ sources }: SourcesScope, row: SourceRow): string | null {
  if (row.secret === null) return null;
  const secret = sources.secrets.open(row.secret, {
    workspace: row.workspace_id,
    source: row.id,
  });
  if (secret !== null) return secret;
  throw new SourceError('auth', {
    code: 'secret_lost',
    message: `The server has no key that opens the credential of "${row.name}".`,
    remedy: 'Give the server its key again, or enter the credential once more.',
  });
}
