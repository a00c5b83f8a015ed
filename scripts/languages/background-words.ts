import path from 'node:path';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';
import { LANGUAGES } from '../../lib/settings/language.ts';
import type { Catalog } from './compare-catalogs.ts';
import { readCatalog } from './read-catalog.ts';

/**
 * For the build of the background, which starts again and again and says few words: a JSON file per
 * language with the messages that its code can say, and no other (docs/decisions/0012). English
 * needs none; it stands in the code.
 * @param folder of the languages' files
 */
export function backgroundWords(folder: string): Plugin {
  return {
    name: 'background-words',
    generateBundle(_options, bundle) {
      const code = Object.values(bundle).map((one) => (one.type === 'chunk' ? one.code : ''));
      const quoted = quotedIn(code.join('\n'));
      for (const language of LANGUAGES) {
        if (language === 'en') continue;
        const catalog = readCatalog(path.join(folder, `${language}.po`), language);
        this.emitFile({
          type: 'asset',
          fileName: `languages/background-${language}.json`,
          source: JSON.stringify(messagesAmong(quoted, catalog)),
        });
      }
    },
  };
}

/**
 * The compiled messages whose id is among the short texts of a program; a message that is not
 * translated is left out, and speaks English.
 */
export function messagesAmong(
  quoted: ReadonlySet<string>,
  catalog: Catalog,
): Record<string, ReturnType<typeof compileMessage>> {
  return Object.fromEntries(
    [...catalog]
      .filter(([id, { translation }]) => quoted.has(id) && translation !== '')
      .map(([id, { translation }]) => [id, compileMessage(translation)]),
  );
}

/** Every text of a compiled program that is as long as the id of a message: six characters. */
export function quotedIn(code: string): Set<string> {
  return new Set([...code.matchAll(/(?<=(["'`]))[\w+/-]{6}(?=\1)/g)].map(([text]) => text));
}
