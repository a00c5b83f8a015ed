import { introductions } from './introductions.ts';
import '../../components/tokens.css';
import { createPanelTab } from '../../components/panel-tab/panel-tab.ts';
import { speakChosen } from '../../components/speak-chosen.ts';
import { openReader } from '../../lib/messages/open-reader.ts';
import { drive } from '../../lib/messages/page-client.ts';
import { applyTheme } from '../../lib/settings/apply-theme.ts';
import { confirmFrame } from './handshake.ts';
import { createPanelHost } from './panel-host.ts';
import { showPanelOnExpand } from './show-panel-on-expand.ts';

/**
 * The panel's frame in an inbox page: nothing until the background has confirmed it, then the slim
 * tab, and the panel itself (with React) from the first time that it is opened.
 */
async function start(): Promise<void> {
  const { signal } = new AbortController();
  const { port, storeId } = await confirmFrame(introductions);
  applyTheme(document, signal);
  const [reader] = await Promise.all([openReader(storeId), speakChosen(document, signal)]);
  const host = createPanelHost(port, reader);
  createPanelTab(part('tab'), host, signal);
  showPanelOnExpand(part('panel'), part('tab'), host, signal);
  drive(signal);
  host.confirm();
}

function part(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`panel.html has no #${id}`);
  return element;
}

start().catch((error: unknown) => console.error('Fivefaces', error));
