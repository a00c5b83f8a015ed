import type { Messages } from '@lingui/core';
import { chooseLanguage, type Language, type LanguageChoice } from '../lib/settings/language.ts';
import { languageSetting } from '../lib/settings/settings.ts';
import { speak } from './language.ts';

/** Each language's messages, in a file of its own that a page loads if it speaks it. */
const CATALOGS: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: () => import('./languages/en.po'),
  de: () => import('./languages/de.po'),
  fr: () => import('./languages/fr.po'),
  es: () => import('./languages/es.po'),
  pt: () => import('./languages/pt.po'),
  ja: () => import('./languages/ja.po'),
  ar: () => import('./languages/ar.po'),
};

/**
 * Speaks the stored choice in this page; after another choice the page loads again, until the signal
 * aborts. What was typed into a note is kept as a draft.
 */
export async function speakChosen(page: Document, signal: AbortSignal): Promise<void> {
  const languageOf = (choice: LanguageChoice) => chooseLanguage(choice, navigator.languages);
  const chosen = await languageSetting.getValue().catch(() => 'browser' as const);
  const end = languageSetting.watch((next) => {
    if (languageOf(next) !== languageOf(chosen)) page.location.reload();
  });
  signal.addEventListener('abort', end);
  await speak(languageOf(chosen), async (language) => (await CATALOGS[language]()).messages, page);
}
