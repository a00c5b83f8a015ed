import { t } from '@lingui/core/macro';
import '../face.css';
import './panel-tab.css';
import { type RatingState, ratingState } from '../../lib/csat/rating-state.ts';
import type { OpenConversation } from '../../lib/inboxes/inbox.ts';
import { inboxById } from '../../lib/inboxes/index.ts';
import type { PanelHost } from '../../lib/messages/panel-host.ts';
import type { OpenQuery, PanelView } from '../../lib/store/views.ts';
import { lookThroughWhenMissing } from '../../lib/sync/look-through-when-missing.ts';
import { drawFace, drawMark } from './draw-face.ts';
import { type TabFace, tabFace } from './tab-face.ts';

/** What the tab asks of its frame. */
type TabHost = PanelHost & {
  expand(): void;
  /** Asks where it is recorded for a conversation that is not kept here. */
  lookThrough(open: OpenQuery): Promise<unknown>;
};

/**
 * The slim tab at the page's edge: the open conversation's face, "–" or "?"; a click opens the
 * panel. Without React, which loads only with the panel.
 */
export function createPanelTab(container: HTMLElement, host: TabHost, signal: AbortSignal): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'panel-tab';
  const sign = document.createElement('span');
  sign.className = 'panel-tab-sign';
  sign.setAttribute('aria-hidden', 'true');
  const name = document.createElement('span');
  name.className = 'panel-tab-name';
  name.setAttribute('aria-hidden', 'true');
  name.textContent = t({ message: 'CSAT', comment: 'customer satisfaction' });
  button.append(sign, name);
  button.addEventListener('click', () => host.expand(), { signal });
  container.replaceChildren(button);

  const draw = ({ kind, score, text, sentiment, label }: TabFace) => {
    sign.replaceChildren(
      sentiment !== null
        ? drawMark(sentiment)
        : score === null
          ? text
          : drawFace(score, kind === 'internal'),
    );
    button.dataset.kind = kind;
    button.setAttribute('aria-label', label);
    button.title = label;
  };
  followTabFace(host, draw, signal);
}

/** Says what the tab shows, at once and on each change; reads nothing while the panel is open. */
function followTabFace(host: TabHost, draw: (face: TabFace) => void, signal: AbortSignal): void {
  let open: OpenConversation | null = null;
  let expanded = false;
  let reading: AbortController | null = null;
  const lookThrough = lookThroughWhenMissing(host.lookThrough, () => Date.now());

  const read = () => {
    reading?.abort();
    reading = null;
    if (expanded) return;
    if (!open) return draw(tabFace(null));
    const query = open;
    reading = new AbortController();
    host.reader.follow(
      (reader) => reader.panel({ open: query, period: 30, now: Date.now() }),
      (view) => {
        draw(tabFace(stateOf(view), view.from.kind === 'connected' ? view.from.source : null));
        // What somebody described may show what the server knows and this computer does not.
        if (view.from.kind === 'connected' || inboxById(query.inbox)?.ofAnySource) {
          lookThrough(query, view);
        }
      },
      // Storage fails: nothing is known here. The panel, once open, says why.
      () => draw(tabFace({ kind: 'unknown' })),
      reading.signal,
    );
  };

  host.followOpen((next) => {
    open = next;
    read();
  }, signal);
  host.followLayout((layout) => {
    if (layout.expanded === expanded) return;
    expanded = layout.expanded;
    read();
  }, signal);
  signal.addEventListener('abort', () => reading?.abort());
}

function stateOf({ workspace, conversation, from, sync }: PanelView): RatingState | null {
  if (!workspace) return null;
  if (from.kind === 'elsewhere') return { kind: 'recorded_elsewhere', platform: from.platform };
  if (!conversation) return { kind: 'unknown' };
  return ratingState(conversation, Date.now() + sync.clockOffset);
}
