import '../tokens.css';
import '../base.css';
import '../language.css';
import './panel.css';
import '../review/review.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { PanelHost } from '../../lib/messages/panel-host.ts';
import { followAllowedInboxes, storedAddressOf } from '../allowed-inboxes.ts';
import { backgroundActions } from '../background-actions.ts';
import { Crash } from '../crash.tsx';
import { storedLanguage, storedPeriod, storedTheme } from '../stored-choices.ts';
import { type Surface, SurfaceProvider } from '../surface.ts';
import { PanelApp } from './panel-app.tsx';

/** Draws the panel into `container`, for as long as the page lives. */
export function mountPanel(container: HTMLElement, host: PanelHost): void {
  followAllowedInboxes();
  const surface: Surface = {
    reader: host.reader,
    now: () => Date.now(),
    period: storedPeriod,
    theme: storedTheme,
    language: storedLanguage,
    actions: backgroundActions,
    addressOf: storedAddressOf,
  };
  createRoot(container).render(
    <StrictMode>
      <SurfaceProvider value={surface}>
        <Crash>
          <PanelApp host={host} />
        </Crash>
      </SurfaceProvider>
    </StrictMode>,
  );
}
