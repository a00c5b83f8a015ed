import { readFileSync } from 'node:fs';
import { formatter } from '@lingui/format-po';
import type { Catalog } from './compare-catalogs.ts';

/** The messages of a language's file that are in use, by id. */
export function readCatalog(file: string, language: string): Catalog {
  const context = { locale: language, sourceLocale: 'en', filename: file };
  const read = formatter({ lineNumbers: false }).parse(readFileSync(file, 'utf8'), context);
  if (read instanceof Promise) throw new Error('The format of the files is read at once');
  return new Map(
    Object.entries(read)
      .filter(([, entry]) => !entry.obsolete)
      .map(([id, { message = '', translation = '' }]) => [
        id,
        { message, translation: [translation].flat().join('') },
      ]),
  );
}
