import { speak } from '../../components/language.ts';
import { chooseLanguage } from '../../lib/settings/language.ts';
import { languageSetting } from '../../lib/settings/settings.ts';

let spoken: string | null = null;

/** Speaks the chosen language in the background; before each text, since the choice may have changed. */
export async function inWords(): Promise<void> {
  const choice = await languageSetting.getValue();
  const language = chooseLanguage(choice, navigator.languages);
  if (language === spoken) return;
  await speak(choice);
  spoken = language;
}
