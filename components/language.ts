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
i18n.loadAndActivate({ locale: 'en', messages: {} });

/**
 * Speaks the chosen language from now on, and tells the document its language and direction.
 * English, if that language's file cannot be had.
 */
export async function speak(choice: LanguageChoice, page: Document): Promise<void> {
  const wanted = chooseLanguage(choice, navigator.languages);
  let language = wanted;
  let messages: Messages = {};
  try {
    messages = (await CATALOGS[wanted]()).messages;
  } catch (error) {
    console.warn('Fivefaces: the texts of this language are missing', wanted, error);
    language = 'en';
  }
  locale = localeOf(language, navigator.languages);
  i18n.loadAndActivate({ locale: language, messages });
  page.documentElement.lang = language;
  page.documentElement.dir = directionOf(language);
}

/** The locale for numbers, dates and order: `en-GB`, `de`. */
export function spokenLocale(): string {
  return locale;
}
