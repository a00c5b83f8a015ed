import { chooseLanguage, type LanguageChoice } from '../lib/settings/language.ts';
import { languageSetting } from '../lib/settings/settings.ts';
import { speak } from './language.ts';

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
  await speak(chosen, page);
}
