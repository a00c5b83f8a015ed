import { createHash } from 'node:crypto';
import {
  EDITABLE_TEXTS,
  WIDGET_LANGUAGES,
  type WidgetLanguage,
} from '../../../lib/contract/widget-settings.ts';
import type { StoredSettings } from '../database/schema.ts';
import { AR } from './ar.ts';
import { DE } from './de.ts';
import { EN, type WidgetTexts } from './en.ts';
import { ES } from './es.ts';
import { FR } from './fr.ts';
import { JA } from './ja.ts';
import { PT } from './pt.ts';

const TEXTS: Record<WidgetLanguage, WidgetTexts> = {
  en: EN,
  de: DE,
  fr: FR,
  es: ES,
  pt: PT,
  ja: JA,
  ar: AR,
};

/** The widget's texts in one language, and what names just these. */
export interface SpokenTexts {
  /** `de.` and a hash: changes with the language and with every wording. */
  words: string;
  texts: Record<string, string>;
}

/** The first language of the list (`de-AT,fr,en`) that the widget speaks; English if it speaks none. */
export function languageOf(wanted: string | undefined): WidgetLanguage {
  for (const tag of (wanted ?? '').toLowerCase().split(',')) {
    const [language] = tag.trim().split(/[-_]/);
    const spoken = WIDGET_LANGUAGES.find((one) => one === language);
    if (spoken) return spoken;
  }
  return 'en';
}

/** The texts in that language, with the admin's wording in the place of the defaults. */
export function textsIn(language: WidgetLanguage, settings: StoredSettings): SpokenTexts {
  const texts: Record<string, string> = { ...TEXTS[language] };
  const wording = settings.widget?.texts[language] ?? {};
  for (const key of EDITABLE_TEXTS) {
    const text = wording[key]?.trim();
    if (text) texts[key] = text;
  }
  const hash = createHash('sha256').update(JSON.stringify(texts)).digest('base64url');
  return { words: `${language}.${hash.slice(0, 8)}`, texts };
}

/** By language, what can be worded as it is without the admin's wording. */
export function defaultTexts(): Record<WidgetLanguage, Record<string, string>> {
  const editable = (language: WidgetLanguage) =>
    Object.fromEntries(EDITABLE_TEXTS.map((key) => [key, TEXTS[language][key]]));
  return {
    en: editable('en'),
    de: editable('de'),
    fr: editable('fr'),
    es: editable('es'),
    pt: editable('pt'),
    ja: editable('ja'),
    ar: editable('ar'),
  };
}
