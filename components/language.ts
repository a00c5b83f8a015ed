import { i18n, type Messages } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { directionOf, type Language, localeOf } from '../lib/settings/language.ts';
import { isolateValues } from './isolate-values.ts';

/**
 * The one place that knows the language of this page, or of the background. A page speaks one
 * language from its first text to its end; after another choice it loads again.
 */

let locale = 'en';

// A text that is not in the catalog yet speaks English.
i18n.setMessagesCompiler(compileMessage);
speakWith('en', {});

/**
 * Speaks a language from now on, with the messages that `load` brings, and tells the document, where
 * there is one, its language and direction. English, if they cannot be had.
 */
export async function speak(
  language: Language,
  load: (language: Language) => Promise<Messages>,
  page?: Document,
): Promise<void> {
  try {
    speakWith(language, await load(language), page);
  } catch (error) {
    console.warn('Fivefaces: the texts of this language are missing', language, error);
    speakWith('en', {}, page);
  }
}

/** Speaks these messages from now on; a message that is not among them speaks English. */
export function speakWith(language: Language, messages: Messages, page?: Document): void {
  locale = localeOf(language, navigator.languages);
  // Numbers in a message's plurals are written as all others.
  const direction = directionOf(language);
  const said = direction === 'rtl' ? isolateValues(messages) : messages;
  i18n.loadAndActivate({ locale: language, locales: [locale], messages: said });
  if (!page) return;
  page.documentElement.lang = language;
  page.documentElement.dir = direction;
}

/** The locale for numbers, dates and order: `en-GB`, `de`. */
export function spokenLocale(): string {
  return locale;
}
