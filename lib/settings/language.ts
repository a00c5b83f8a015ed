/** The languages of the extension, as BCP 47 names them. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'ja', 'ar'] as const;

export type Language = (typeof LANGUAGES)[number];

/** As the browser says, or one of ours. */
export type LanguageChoice = 'browser' | Language;

/**
 * The language to speak.
 * @param preferred the browser's languages, the best first, as in `navigator.languages`
 */
export function chooseLanguage(choice: LanguageChoice, preferred: readonly string[]): Language {
  if (choice !== 'browser') return choice;
  for (const tag of preferred) {
    const language = LANGUAGES.find((one) => tag === one || tag.startsWith(`${one}-`));
    if (language) return language;
  }
  return 'en';
}

/**
 * The locale for numbers and dates: the reader's own kind of the language (`de-CH`, `en-GB`) where
 * the browser names one, else the language.
 */
export function localeOf(language: Language, preferred: readonly string[]): string {
  return preferred.find((tag) => tag.startsWith(`${language}-`)) ?? language;
}

/** Arabic is written from right to left. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}
