import { Trans } from '@lingui/react/macro';
import { LANGUAGES, type Language, type LanguageChoice } from '../../lib/settings/language.ts';
import { useSurface } from '../surface.ts';
import { useChoice } from '../use-choice.ts';

/** Each language by its own name: who can't read this page finds it. */
const NAMES: Record<Language, string> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  pt: 'Português',
  ja: '日本語',
  ar: 'العربية',
};

const CHOICES: readonly LanguageChoice[] = ['browser', ...LANGUAGES];

/** Which language Fivefaces speaks. Every open page loads again in it. */
export function LanguageSection() {
  const [language, setLanguage] = useChoice(useSurface().language);
  return (
    <section className="card card-row" aria-labelledby="language-title">
      <div>
        <h2 id="language-title">
          <Trans>Language</Trans>
        </h2>
        <p className="quiet">
          <Trans>For the panel, the popup and these pages</Trans>
        </p>
      </div>
      <select
        className="input"
        aria-labelledby="language-title"
        value={language ?? 'browser'}
        onChange={(event) => {
          const choice = CHOICES.find((one) => one === event.target.value);
          if (choice) setLanguage(choice);
        }}
      >
        <option value="browser">
          <Trans>As the browser</Trans>
        </option>
        {LANGUAGES.map((one) => (
          <option key={one} value={one} lang={one}>
            {NAMES[one]}
          </option>
        ))}
      </select>
    </section>
  );
}
