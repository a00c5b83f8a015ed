import { type Theme, useSurface } from '../surface.ts';
import { useChoice } from '../use-choice.ts';

const THEMES: readonly { theme: Theme; name: string }[] = [
  { theme: 'system', name: 'System' },
  { theme: 'light', name: 'Light' },
  { theme: 'dark', name: 'Dark' },
];

/** Light, dark, or as the system has it. */
export function ThemeSection() {
  const [theme, setTheme] = useChoice(useSurface().theme);
  return (
    <section className="card card-row" aria-labelledby="theme-title">
      <div>
        <h2 id="theme-title">Theme</h2>
        <p className="quiet">For the panel, the popup and these pages</p>
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
            <span>{one.name}</span>
          </label>
        ))}
      </fieldset>
    </section>
  );
}
