import type { SourceKind } from '../contract/source.ts';
import { chatwoot } from './chatwoot.ts';
import { hubspot } from './hubspot.ts';
import { intercom } from './intercom.ts';
import type { SourceDefinition } from './source.ts';
import { zendesk } from './zendesk.ts';

/** Every platform that can be connected, in the order in which they are offered. */
export const SOURCES: readonly SourceDefinition[] = [intercom, zendesk, hubspot, chatwoot];

/** The source of that kind; `null` for one that has no connector (a file, or a newer server's). */
export function sourceByKind(kind: SourceKind | string): SourceDefinition | null {
  return SOURCES.find((source) => source.kind === kind) ?? null;
}
