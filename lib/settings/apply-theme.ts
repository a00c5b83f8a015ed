import { type Theme, themeSetting } from './settings.ts';

/**
 * Keeps a page in the chosen theme until the signal aborts. Sets `color-scheme` on the root, so
 * that `light-dark()` colours and native controls follow, and `data-theme` for whatever else.
 */
export function applyTheme(page: Document, signal: AbortSignal): void {
  const show = (theme: Theme) => {
    page.documentElement.dataset.theme = theme;
    page.documentElement.style.colorScheme = theme === 'system' ? 'light dark' : theme;
  };
  show('system');
  themeSetting.getValue().then(show, () => show('system'));
  signal.addEventListener('abort', themeSetting.watch(show));
}
