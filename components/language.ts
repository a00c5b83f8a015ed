import { i18n, type Messages } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import {
  chooseLanguage,
  directionOf,
  type Language,
  type LanguageChoice,
  localeOf,
} from '../lib/settings/language.ts';

/**
 * The one place that knows the language of this page. A page speaks one language from its first
 * text to its end; after another choice it loads again.
 */

type Catalog = { messages: Messages };

const CATALOGS: Record<Language, () => Promise<Catalog>> = {
  en: () => import('./languages/en.po'),
  de: () => import('./languages/de.po'),
  fr: () => import('./languages/fr.po'),
  es: () => import('./languages/es.po'),
  pt: () => import('./languages/pt.po'),
  ja: () => import('./languages/ja.po'),
  ar: () => import('./languages/ar.po'),
};

let locale = 'en';

// A text that is not in the catalog yet speaks English.
i18n.setMessagesCompiler(compileMessage);
speakWith('en', {});

/**
 * Speaks the chosen language from now on, and tells the document, where there is one, its language
 * and direction.
 * English, if that language's file cannot be had.
 */
export async function speak(choice: LanguageChoice, page?: Document): Promise<void> {
  const wanted = chooseLanguage(choice, navigator.languages);
  try {
    speakWith(wanted, (await CATALOGS[wanted]()).messages, page);
  } catch (error) {
    console.warn('Fivefaces: the texts of this language are missing', wanted, error);
    speakWith('en', {}, page);
  }
}

/** Speaks these messages from now on; a message that is not among them speaks English. */
export function speakWith(language: Language, messages: Messages, page?: Document): void {
  locale = localeOf(language, navigator.languages);
  // Numbers in a message's plurals are written as all others.
  i18n.loadAndActivate({ locale: language, locales: [locale], messages });
  if (!page) return;
  page.documentElement.lang = language;
  page.documentElement.dir = directionOf(language);
}

/** The locale for numbers, dates and order: `en-GB`, `de`. */
export function spokenLocale(): string {
  return locale;
}
