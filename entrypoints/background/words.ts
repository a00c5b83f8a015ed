import type { Messages } from '@lingui/core';
import { speak } from '../../components/language.ts';
import { ownAddress } from '../../lib/messages/own-address.ts';
import { chooseLanguage, type Language } from '../../lib/settings/language.ts';
import { languageSetting } from '../../lib/settings/settings.ts';

let spoken: { language: Language; ready: Promise<void> } | null = null;

/** Speaks the chosen language in the background; before each text, since the choice may have changed. */
export async function inWords(): Promise<void> {
  const language = chooseLanguage(await languageSetting.getValue(), navigator.languages);
  if (spoken?.language !== language) spoken = { language, ready: speak(language, messagesOf) };
  await spoken.ready;
}

/** What the background can say, of one language: a worker can import nothing once it runs. */
async function messagesOf(language: Language): Promise<Messages> {
  // English stands in the code.
  if (language === 'en') return {};
  const response = await fetch(ownAddress(`/languages/background-${language}.json`));
  return response.json();
}
