import { expect } from 'vitest';
import { PopupApp } from '../../components/popup/popup-app.tsx';
import type { PopupPorts } from '../../components/popup/popup-ports.ts';
import type { ReviewView } from '../../lib/store/edit-views.ts';
import type { ToReviewView } from '../../lib/store/to-review-views.ts';
import type { PopupView } from '../../lib/store/views.ts';
import { type Answers, fakeActions, fakePorts, fakeStore, renderSurface } from './fakes.tsx';
import { final, fresh, popupView, rated } from './views.ts';

/** Nobody has taken it. */
export const noReview: ReviewView = { stored: null, waiting: null };
/** Robin has taken it. */
export const robins: ReviewView = {
  stored: {
    subject: 'conversation',
    source: 'fivefaces',
    id: 'c-1',
    version: 4,
    takenBy: { id: 'p2', name: 'Robin' },
    cause: null,
    nextStep: null,
    note: null,
    doneAt: null,
    changedAt: null,
    changedBy: null,
  } as never,
  waiting: null,
};

/** Conversations `c-1`, `c-2`, … with these reviews. */
export function toReview(reviews: ReviewView[], next: string | null = null): ToReviewView {
  return {
    conversations: reviews.map((review, index) => ({
      conversation: { ...final(rated(2)), id: `c-${index + 1}` },
      review,
    })),
    next,
    sync: fresh,
  };
}

/** The popup over a store with these answers, drawn. */
export async function renderPopup(
  change: Partial<PopupView> = {},
  ports: Partial<PopupPorts> = {},
  answers: Partial<Answers> = {},
  actions = fakeActions(),
) {
  const store = fakeStore({ popup: { ...popupView, ...change }, ...answers });
  const surface = await renderSurface(<PopupApp ports={fakePorts(ports)} />, {
    reader: store.reader,
    actions,
  });
  await expect.poll(() => document.querySelector('.popup:not(.popup-loading)')).not.toBeNull();
  return { ...store, ...surface };
}

/** What a call of the server that failed answers. */
export const failed = {
  ok: false,
  code: 'server',
  message: 'The server failed',
  remedy: 'Try again.',
} as const;
