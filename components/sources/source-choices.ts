import { t } from '@lingui/core/macro';
import type { PostSource, SourceConfig } from '../../lib/contract/source.ts';
import { SourceError } from '../../lib/sources/errors.ts';
import type { SourceDefinition } from '../../lib/sources/source.ts';
import { inWords } from '../in-words.ts';
import type { Problem } from '../use-action.ts';

/** What stands in the fields of a platform, by their ids; `secret` among them. */
export type Choices = Readonly<Record<string, string>>;

/** The fields as they begin: what is stored, else the first of a choice, else empty. */
export function firstChoices(definition: SourceDefinition, stored: SourceConfig = {}): Choices {
  return Object.fromEntries(
    definition.fields.map(({ id, choices }) => [id, stored[id] ?? choices?.[0]?.value ?? '']),
  );
}

/** The choices read: what is sent, or what is to be mended, and in which field if that is known. */
export type ReadChoices =
  | { ok: true; post: PostSource; origins: string[] }
  | { ok: false; field: string | null; problem: Problem };

/**
 * Reads the fields.
 * @param keepsSecret a credential is stored already: an empty field leaves it
 */
export function readChoices(
  definition: SourceDefinition,
  choices: Choices,
  keepsSecret = false,
): ReadChoices {
  const filled = Object.entries(choices)
    .map(([id, value]) => [id, value.trim()] as const)
    .filter(([, value]) => value !== '');
  const given = new Map(filled);
  const missing = definition.fields.find(
    ({ id, required }) => required && !given.has(id) && !(id === 'secret' && keepsSecret),
  );
  if (missing) {
    const field = inWords(missing.label);
    return {
      ok: false,
      field: missing.id,
      problem: {
        message: t({ message: `${field} is missing.`, comment: 'a field of a form' }),
      },
    };
  }
  const secret = given.get('secret');
  given.delete('secret');
  try {
    const config = definition.readConfig(Object.fromEntries(given));
    const post = { kind: definition.kind, config, ...(secret === undefined ? {} : { secret }) };
    return { ok: true, post, origins: definition.origins(config) };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { ok: false, field: null, problem: error };
  }
}
