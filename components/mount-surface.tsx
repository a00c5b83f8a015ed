import './tokens.css';
import './base.css';
import './language.css';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { applyTheme } from '../lib/settings/apply-theme.ts';
import type { StoreReader } from '../lib/store/views.ts';
import { followAllowedInboxes, storedAddressOf } from './allowed-inboxes.ts';
import { backgroundActions } from './background-actions.ts';
import { Crash } from './crash.tsx';
import { speakChosen } from './speak-chosen.ts';
import { storedLanguage, storedPeriod, storedTheme } from './stored-choices.ts';
import { SurfaceProvider } from './surface.ts';

/**
 * Draws a page of the extension into its `#root`, in the chosen theme and language, for as long as it
 * lives; the language is read while the reader opens. Rejects if the page has no `#root`.
 */
export async function mountSurface(
  opening: Promise<StoreReader>,
  content: ReactNode,
): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no #root');
  followAllowedInboxes();
  const { signal } = new AbortController();
  applyTheme(document, signal);
  const [reader] = await Promise.all([opening, speakChosen(document, signal)]);
  createRoot(root).render(
    <StrictMode>
      <SurfaceProvider
        value={{
          reader,
          now: () => Date.now(),
          period: storedPeriod,
          theme: storedTheme,
          language: storedLanguage,
          actions: backgroundActions,
          addressOf: storedAddressOf,
        }}
      >
        <Crash>{content}</Crash>
      </SurfaceProvider>
    </StrictMode>,
  );
}
