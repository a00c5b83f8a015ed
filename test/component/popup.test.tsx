import { describe, expect, test, vi } from 'vitest';
import { PopupApp } from '../../components/popup/popup-app.tsx';
import type { PopupPorts } from '../../components/popup/popup-ports.ts';
import { expectAccessible } from './axe.ts';
import { fakeActions, fakePorts, fakeStore, renderSurface } from './fakes.tsx';
import { failed, noReview, renderPopup, robins, toReview } from './render-popup.tsx';
import {
  acme,
  counts,
  figures,
  firstSync,
  fresh,
  notJoined,
  offline,
  popupView,
  share,
  silent,
  zendesk,
} from './views.ts';

describe('the score', () => {
  test('stands with its period, range, change, faces and response rate', async () => {
    const { screen } = await renderPopup();
    const score = screen.getByRole('region', { name: 'CSAT score' });
    for (const words of [
      '82% happy',
      '412 of 503',
      'likely 78–85% · last 30 days',
      'No clear change',
      '8% answered (503 of 6,120 asked)',
    ]) {
      await expect.element(score).toMatchTextContent(words);
    }
    const faces = [...document.querySelectorAll('.faces li')].map((face) => face.textContent);
    expect(faces).toEqual([
      'Very unhappy:31',
      'Unhappy:33',
      'Neutral:27',
      'Happy:148',
      'Very happy:264',
    ]);
    await expectAccessible();
  });

  test('a large count narrows the range to a tenth of a per cent', async () => {
    const { screen } = await renderPopup({ overall: figures(share(14_211, 17_182), null, 'all') });
    const score = screen.getByRole('region', { name: 'CSAT score' });
    await expect.element(score).toMatchTextContent('82.7% happy14,211 of 17,182');
    await expect.element(score).toMatchTextContent('likely 82.1–83.3% · all time');
  });

  test('without ratings there is no score, and without asks no response rate', async () => {
    const { screen } = await renderPopup({ overall: figures(counts([0, 0, 0, 0, 0])) });
    const score = screen.getByRole('region', { name: 'CSAT score' });
    await expect.element(score).toMatchTextContent(/No ratings yet ?last 30 days/);
    await expect.element(score).toMatchTextContent('The first rating shows here');
    expect(score.element().textContent).not.toContain('0%');
    await expectAccessible();
  });

  test('few who were asked are counts, not a percentage', async () => {
    const few = { ...counts([0, 1, 0, 1, 1]), asked: 5, answered: 3 };
    const { screen } = await renderPopup({ overall: figures(few) });
    const score = screen.getByRole('region', { name: 'CSAT score' });
    await expect.element(score).toMatchTextContent('Answered: 3 of 5 asked');
    expect(document.querySelector('.response-rate')?.textContent).not.toContain('%');
  });

  test('during the first sync it shows how far it is and no empty score', async () => {
    const { screen } = await renderPopup({
      sync: firstSync,
      overall: figures(counts([0, 0, 0, 0, 0])),
      conversation: null,
      topics: [],
    });
    await expect.element(screen.getByText('Loading 1,200 of 4,000')).toBeVisible();
    expect(screen.container.textContent).not.toContain('No ratings yet');
    expect(document.querySelector('[data-part="overall"]')?.getAttribute('data-state')).toBe(
      'loading',
    );
    await expectAccessible();
  });

  test('offline it says since when and of when the data is', async () => {
    const { screen } = await renderPopup({ sync: offline });
    await expect.element(screen.getByText('Offline since 14:02 · data of 14:00')).toBeVisible();
    await expect.element(screen.getByText('as of 14:00')).toBeVisible();
    await expectAccessible();
  });

  test('ratings without a face are counted beside the faces', async () => {
    const figuresOf = { ...popupView.overall.counts, bad: 40, neutral: 3, good: 1_200 };
    const { screen } = await renderPopup({
      overall: { ...popupView.overall, counts: figuresOf },
      sources: [...popupView.sources, zendesk],
    });
    await expect
      .element(screen.getByRole('list', { name: 'Ratings without a face' }))
      .toMatchTextContent('40bad3neutral1,200goodwithout a face');
    await screen.getByRole('button', { name: 'About this score' }).click();
    await expect.element(screen.getByText(/Zendesk’s own figure can differ/)).toBeVisible();
    await expectAccessible();
  });
});

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

  test('before joining, Firefox has the way to the form in place of the form', async () => {
    const openPage = vi.fn<PopupPorts['openPage']>();
    const { screen } = await renderPopup(notJoined, { joinsHere: false, openPage });
    await screen.getByRole('button', { name: 'Finish set-up' }).click();
    expect(openPage).toHaveBeenCalledWith('welcome');
  });

  test('opens the inbox and says why it could not', async () => {
    const { screen } = await renderPopup({}, { openInbox: async () => failed });
    await screen.getByRole('button', { name: 'Open inbox' }).click();
    await expect.element(screen.getByRole('alert')).toMatchTextContent('The server failed');
  });

  test('a store that cannot be read is an error with a remedy', async () => {
    const { screen } = await renderPopup(
      {},
      {},
      {
        popup: () => {
          throw new Error('no storage');
        },
      },
    );
    await expect.element(screen.getByRole('alert')).toMatchTextContent(/can't be read/);
    await expectAccessible();
  });

  test('locked after too long without the server, it shows no figure, not even "no ratings"', async () => {
    const { screen } = await renderPopup({
      overall: figures(counts([0, 0, 0, 0, 0])),
      sync: { ...offline, locked: true },
    });
    await expect.element(screen.getByText('Ratings are locked on this computer')).toBeVisible();
    expect(document.querySelector('[data-part="overall"]')).toBeNull();
    expect(document.body.textContent).not.toMatch(/no ratings|% happy/i);
    await expectAccessible();
  });
});
