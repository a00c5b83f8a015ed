import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../lib/settings/language.ts';
import { ROOT } from '../../../scripts/build.ts';

const FOLDER = path.join(ROOT, 'public', '_locales');

/** As the stores write our languages: they know no Portuguese but that of a country. */
const locales = LANGUAGES.map((language) => (language === 'pt' ? 'pt_BR' : language));

function wordsOf(locale: string): Record<string, { message: string }> {
  return JSON.parse(readFileSync(path.join(FOLDER, locale, 'messages.json'), 'utf8'));
}

describe('the manifest’s words', () => {
  test('are there in each language of the extension, and in no other', () => {
    expect(readdirSync(FOLDER).sort()).toEqual([...locales].sort());
  });

  test.each(locales)('%s has each of them, and no others', (locale) => {
    const words = wordsOf(locale);
    expect(Object.keys(words)).toEqual(Object.keys(wordsOf('en')));
    for (const { message } of Object.values(words)) expect(message.trim()).not.toBe('');
    // The stores take no more.
    expect(words.description?.message.length).toBeLessThanOrEqual(132);
  });

  test('that the manifest and the code ask for are there', () => {
    const asked = ['wxt.config.ts', 'entrypoints/inbox.content/panel-frame.ts'].flatMap((file) =>
      [
        ...readFileSync(path.join(ROOT, file), 'utf8').matchAll(
          /__MSG_(\w+?)__|i18n\.getMessage\('(\w+)'\)/g,
        ),
      ].map(([, inManifest, inCode]) => inManifest ?? inCode),
    );
    expect(asked.sort()).toEqual(Object.keys(wordsOf('en')).sort());
  });
});
