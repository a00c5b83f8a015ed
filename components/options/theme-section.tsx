import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type Theme, useSurface } from '../surface.ts';
import { useChoice } from '../use-choice.ts';

const THEMES: readonly { theme: Theme; name: MessageDescriptor }[] = [
  { theme: 'system', name: msg`System` },
  { theme: 'light', name: msg`Light` },
  { theme: 'dark', name: msg`Dark` },
];

/** Light, dark, or as the system has it. */
export function ThemeSection() {
  const [theme, setTheme] = useChoice(useSurface().theme);
  return (
    <section className="card card-row" aria-labelledby="theme-title">
      <div>
        <h2 id="theme-title">
          <Trans>Theme</Trans>
        </h2>
        <p className="quiet">
          <Trans>For the panel, the popup and these pages</Trans>
        </p>
      </div>
      <fieldset className="segments" aria-labelledby="theme-title">
        {THEMES.map((one) => (
          <label key={one.theme} className="segment">
            <input
              type="radio"
              name="theme"
              value={one.theme}
              checked={theme === one.theme}
              onChange={() => setTheme(one.theme)}
            />
            <span>{i18n._(one.name)}</span>
          </label>
        ))}
      </fieldset>
    </section>
  );
}
