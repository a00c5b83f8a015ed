import { judgeTranslation } from './judge-translation.ts';

/** The messages of the code or of a language's file: each one's English, and what stands for it. */
export type Catalog = ReadonlyMap<string, { message: string; translation: string }>;

/** What is wrong with a language's file, one finding a line. */
export function compareCatalogs(inCode: Catalog, stored: Catalog, language: string): string[] {
  const missing = [...inCode]
    .filter(([id]) => !stored.has(id))
    .map(([, { message }]) => `${language}: missing: ${message}`);
  const superfluous = [...stored]
    .filter(([id]) => !inCode.has(id))
    .map(([, { message }]) => `${language}: no longer in the code: ${message}`);
  const wrong = [...stored]
    .filter(([id]) => inCode.has(id))
    .flatMap(([, { message, translation }]) =>
      judgeTranslation(message, translation, language).map(
        (problem) => `${language}: ${problem}: ${message}`,
      ),
    );
  return [...missing, ...superfluous, ...wrong];
}
