import type { ReactNode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { LookUpApp } from '../../components/look-up/look-up-app.tsx';
import { BadgeSection } from '../../components/options/badge-section.tsx';
import { NoticesSection } from '../../components/options/notices-section.tsx';
import { PopupApp } from '../../components/popup/popup-app.tsx';
import type { PopupPorts } from '../../components/popup/popup-ports.ts';
import type { PopupView, ReviewView, ToReviewView } from '../../lib/store/views.ts';
import { expectAccessible } from './axe.ts';
import {
  type Answers,
  fakeActions,
  fakeChoice,
  fakePorts,
  fakeStore,
  renderSurface,
} from './fakes.tsx';
import {
  acme,
  counts,
  figures,
  final,
  firstSync,
  fresh,
  lookUpView,
  notJoined,
  offline,
  popupView,
  rated,
  silent,
} from './views.ts';

const noReview: ReviewView = { stored: null, waiting: null };
const robins: ReviewView = {
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
function toReview(reviews: ReviewView[], next: string | null = null): ToReviewView {
  return {
    conversations: reviews.map((review, index) => ({
      conversation: { ...final(rated(2)), id: `c-${index + 1}` },
      review,
    })),
    next,
    sync: fresh,
  };
}

async function renderPopup(
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

describe('what is to review', () => {
  test('is counted, and one click takes the newest that nobody has and opens it', async () => {
    const actions = fakeActions();
    const goTo = vi.fn<PopupPorts['goTo']>();
    const { screen } = await renderPopup(
      {},
      { goTo },
      { toReview: toReview([robins, noReview, noReview]) },
      actions,
    );
    await expect
      .element(screen.getByRole('link', { name: '3 to review' }))
      .toHaveAttribute('href', '/insights.html#/review');
    await expect.element(screen.getByText(/1 taken/)).toBeVisible();
    await expectAccessible();
    await screen.getByRole('button', { name: 'Take next' }).click();
    await expect.poll(() => goTo.mock.calls.length).toBe(1);
    expect(actions.saveReview).toHaveBeenCalledExactlyOnceWith({
      subject: 'conversation',
      source: 'fivefaces',
      id: 'c-2',
      version: 0,
      takenBy: { id: acme.person.id, name: acme.person.name },
      cause: null,
      nextStep: null,
      note: null,
      done: false,
    });
    expect(goTo.mock.calls[0]?.[0]).toContain('c-2');
  });

  test('that I have already is gone on with, not taken again', async () => {
    const actions = fakeActions();
    const goTo = vi.fn<PopupPorts['goTo']>();
    const mine = { ...robins.stored, takenBy: acme.person } as never;
    await renderPopup(
      {},
      { goTo },
      { toReview: toReview([robins, { stored: mine, waiting: null }]) },
      actions,
    ).then(({ screen }) => screen.getByRole('button', { name: 'Go on' }).click());
    await expect.poll(() => goTo.mock.calls.length).toBe(1);
    expect(actions.saveReview).not.toHaveBeenCalled();
  });

  test('that could not be taken is not opened, and says why', async () => {
    const goTo = vi.fn<PopupPorts['goTo']>();
    const failed = { ok: false, code: 'x', message: 'It was not kept.', remedy: 'Try it again.' };
    const { screen } = await renderPopup(
      {},
      { goTo },
      { toReview: toReview([noReview]) },
      fakeActions({ saveReview: vi.fn(async () => failed as never) }),
    );
    await screen.getByRole('button', { name: 'Take next' }).click();
    await expect.element(screen.getByRole('alert')).toMatchTextContent('It was not kept.');
    expect(goTo).not.toHaveBeenCalled();
  });

  test('is never said to be nothing while it is still loading', async () => {
    const { screen, show } = await renderPopup({ sync: firstSync });
    await expect.element(screen.getByText('To review: still loading')).toBeVisible();
    show({ popup: popupView });
    await expect.element(screen.getByText('Nothing to review')).toBeVisible();
    show({ toReview: toReview(new Array(100).fill(noReview), 'more') });
    await expect.element(screen.getByRole('link', { name: '100+ to review' })).toBeVisible();
  });
});

describe('the popup', () => {
  test('shows the newest kind words with the way to all of them', async () => {
    const { screen } = await renderPopup();
    const line = screen.getByRole('link', { name: /Kind words/ });
    await expect.element(line).toMatchTextContent('Quickest refund ever, thank you!');
    await expect.element(line).toHaveAttribute('href', '/insights.html#/kind-words');
  });

  test('says to a teammate who sees no ratings that they are hidden, never that there are none', async () => {
    const { screen } = await renderPopup({
      workspace: { ...acme, role: 'teammate' },
      seesRatings: 'admins',
      overall: figures(counts([0, 0, 0, 0, 0])),
      conversation: { ...silent, ratingHidden: true },
      kindWords: null,
    });
    await expect.element(screen.getByText('Ratings are not shown to you')).toBeVisible();
    expect(document.body.textContent).not.toMatch(/no ratings|nothing to review|not rated|0%/i);
    await expectAccessible();
  });

  test('before joining has four ways in, each to its place in Welcome', async () => {
    const openPage = vi.fn<PopupPorts['openPage']>();
    const { screen } = await renderPopup(notJoined, { openPage });
    await expect.element(screen.getByLabelText('Invite link')).toBeVisible();
    await expectAccessible();
    await screen.getByRole('button', { name: /^Connect a platform/ }).click();
    await screen.getByRole('button', { name: /^Drop an export/ }).click();
    await screen.getByRole('button', { name: /^Try with sample data/ }).click();
    expect(openPage.mock.calls).toEqual([
      ['welcome', { way: 'connect' }],
      ['welcome', { way: 'file' }],
      ['welcome', { way: 'sample' }],
    ]);
  });

  test('is as high while it loads as with what it usually shows: nothing jumps', async () => {
    const height = () => document.querySelector<HTMLElement>('.popup')?.offsetHeight ?? 0;
    const waiting = fakeStore({ popup: () => new Promise(() => {}) });
    const { screen } = await renderSurface(<PopupApp ports={fakePorts()} />, {
      reader: waiting.reader,
    });
    await expect.poll(() => document.querySelector('.popup-skeleton')).not.toBeNull();
    await expectAccessible();
    const before = height();
    await screen.unmount();
    await renderPopup({}, {}, { toReview: toReview([noReview]) });
    await expect.poll(() => document.querySelector('[data-action="take-next"]')).not.toBeNull();
    expect(Math.abs(height() - before)).toBeLessThanOrEqual(24);
    expect(height()).toBeLessThanOrEqual(600);
  });

  test('says what is wrong and what to do, at the top', async () => {
    const problem = {
      code: 'auth',
      detail: 'token_revoked',
      message: 'The server no longer accepts this access.',
      remedy: 'Ask your admin for a new invite link and join again.',
      since: popupView.sync.syncedAt ?? 0,
    } as const;
    const openPage = vi.fn<PopupPorts['openPage']>();
    const { screen } = await renderPopup({ sync: { ...fresh, problem } }, { openPage });
    await expect.element(screen.getByText('Access withdrawn')).toBeVisible();
    await expectAccessible();
    await screen.getByRole('button', { name: 'Join again' }).click();
    expect(openPage).toHaveBeenCalledWith('options');
  });
});

describe('the look-up by keyboard', () => {
  const lookUp = {
    ...lookUpView,
    found: [final(rated(2)), { ...silent, id: 'c-1043' }],
    topics: [...lookUpView.topics, { id: 'voucher', title: 'Refund by voucher' }],
  };

  test('/ brings the focus to the box, arrows go through what was found and back', async () => {
    const { screen } = await renderPopup({}, {}, { lookUp });
    await userEvent.keyboard('/');
    const box = screen.getByLabelText('Find a conversation');
    await expect.element(box).toHaveFocus();
    await expect.element(box).toHaveValue('');
    await userEvent.keyboard('refund/1');
    await expect.element(box).toHaveValue('refund/1');
    await expect.element(screen.getByRole('link', { name: /^Topic Refund by/ })).toBeVisible();
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement?.textContent).toContain('c-1042');
    await userEvent.keyboard('{End}');
    await expect.element(screen.getByRole('link', { name: /^Topic Refund by/ })).toHaveFocus();
    await expect
      .element(screen.getByRole('link', { name: /^Topic Refund by/ }))
      .toHaveAttribute('href', '/insights.html#/topics/voucher');
    await userEvent.keyboard('{Home}{ArrowUp}');
    await expect.element(box).toHaveFocus();
    await expectAccessible();
  });

  test('recent ones are offered, kept on Enter without e-mail addresses, and can be cleared', async () => {
    const recent = fakeChoice<readonly string[]>(['c-7']);
    const { screen } = await renderPopup({}, { recentLookUps: recent }, {});
    const box = screen.getByLabelText('Find a conversation');
    await box.fill('ana@example.com');
    await userEvent.keyboard('{Enter}');
    await box.fill('missing words');
    await userEvent.keyboard('{Enter}');
    expect(recent.current()).toEqual(['missing words', 'c-7']);
    await box.fill('');
    await expectAccessible();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await expect.element(box).toHaveValue('c-7');
    await box.fill('');
    await screen.getByRole('button', { name: 'Clear' }).click();
    expect(recent.current()).toEqual([]);
    await expect.element(box).toHaveFocus();
  });
});

describe('the look-up in a window of its own', () => {
  test('looks up what was selected, also offline, and keeps it among the recent ones', async () => {
    const recent = fakeChoice<readonly string[]>([]);
    const asked: string[] = [];
    const { reader } = fakeStore({
      popup: { ...popupView, sync: offline },
      lookUp: ({ text }) => {
        asked.push(text);
        return { ...lookUpView, found: [final(rated(2))], sync: offline };
      },
    });
    const ports = fakePorts({ recentLookUps: recent });
    const { screen } = await renderSurface(<LookUpApp ports={ports} find="c-1042" />, { reader });
    await expect.element(screen.getByText('Unhappy · Refund deadline')).toBeVisible();
    await expect.element(screen.getByLabelText('Find a conversation')).toHaveFocus();
    expect(asked).toContain('c-1042');
    expect(recent.current()).toEqual(['c-1042']);
    await expectAccessible();
  });

  test('before anything is connected it says so', async () => {
    const { reader } = fakeStore({ popup: { ...popupView, ...notJoined } });
    const { screen } = await renderSurface(<LookUpApp ports={fakePorts()} find="" />, { reader });
    await expect.element(screen.getByText('Not connected yet')).toBeVisible();
    await expectAccessible();
  });
});

/** A section as it stands on its page. */
function inOptions(section: ReactNode) {
  return (
    <main className="page">
      <h1>Options</h1>
      {section}
    </main>
  );
}

describe('in Options', () => {
  test('the badge is switched on, with the number that it shows', async () => {
    const badge = fakeChoice(false);
    const { reader } = fakeStore({ toReview: toReview([noReview, noReview]) });
    const { screen } = await renderSurface(inOptions(<BadgeSection badge={badge} />), {
      reader,
    });
    await screen.getByRole('switch', { name: 'Number on the toolbar icon' }).click();
    expect(badge.current()).toBe(true);
    await expect.element(screen.getByText('2 to review')).toBeVisible();
    await expectAccessible();
  });

  test('notices are on only if the browser allows them', async () => {
    const notices = fakeChoice(false);
    const requestNotices = vi.fn(async () => false);
    const { screen } = await renderSurface(
      inOptions(<NoticesSection ports={{ notices, requestNotices }} />),
    );
    const toggle = screen.getByRole('switch', { name: 'Tell me when a topic’s score drops' });
    await toggle.click();
    await expect.element(screen.getByRole('alert')).toMatchTextContent(/does not let Fivefaces/);
    expect(notices.current()).toBe(false);
    requestNotices.mockResolvedValueOnce(true);
    await toggle.click();
    await expect.element(toggle).toBeChecked();
    expect(notices.current()).toBe(true);
    await expectAccessible();
    await toggle.click();
    expect(notices.current()).toBe(false);
  });
});
