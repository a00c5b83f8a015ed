import { expect } from 'vitest';
import { PanelApp } from '../../components/panel/panel-app.tsx';
import { fakeHost, fakeStore, OPEN, renderSurface } from './fakes.tsx';
import { panelView } from './views.ts';

/** What a number that is drawn in a part of the panel says to machines. */
export function field(part: string, name: string): string | null {
  const element = document.querySelector(`[data-part="${part}"] data[data-field="${name}"]`);
  return element?.getAttribute('value') ?? null;
}

/** The panel over a store with this view, drawn. */
export async function renderPanel(view = panelView, open = OPEN) {
  const store = fakeStore({ panel: view });
  const frame = fakeHost(store.reader, open);
  const surface = await renderSurface(<PanelApp host={frame.host} />, { reader: store.reader });
  await expect.poll(() => document.querySelector('[data-part="overall"]')).not.toBeNull();
  return { ...store, ...frame, ...surface };
}
