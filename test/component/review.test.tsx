import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { PanelApp } from '../../components/panel/panel-app.tsx';
import type { SurfaceActions } from '../../components/surface.ts';
import type { Review } from '../../lib/contract/review.ts';
import type { ReviewView, WaitingEdit } from '../../lib/store/edit-views.ts';
import type { PanelView } from '../../lib/store/views.ts';
import { expectAccessible } from './axe.ts';
import { fakeActions, fakeHost, fakeStore, LAYOUT, OPEN, renderSurface } from './fakes.tsx';
import { final, NOW, offline, panelView, rated } from './views.ts';

type Saved = Parameters<SurfaceActions['saveReview']>[0];

const empty = { takenBy: null, cause: null, nextStep: null, note: null, done: false };
const edit = { subject: 'conversation', source: 'fivefaces', id: 'c-1042' } as const;

const stored: Review = {
  ...edit,
  version: 3,
  takenBy: { id: 'p2', name: 'Ada' },
  cause: 'wrong_answer',
  nextStep: 'add-knowledge',
  note: 'Policy page is outdated.',
  doneAt: null,
  changedAt: '2026-11-03T14:20:00.000Z',
  changedBy: { id: 'p2', name: 'Ada' },
};

function waiting(change: Partial<WaitingEdit> = {}): WaitingEdit {
  return {
    ...edit,
    edit: '6f0e1f5e-7f0e-4b5e-9d6e-0a2b3c4d5e6f',
    version: 3,
    takenBy: { id: 'p1', name: 'Dana' },
    cause: 'did_not_know',
    nextStep: 'add-knowledge',
    note: 'Policy page is outdated.',
    done: false,
    madeAt: NOW,
    state: 'waiting',
    ...change,
  } as WaitingEdit;
}

/** The panel over a store that keeps what is saved, as the background does; `fail` refuses to. */
async function renderReview(
  review: ReviewView = { stored: null, waiting: null },
  change: Partial<PanelView> = {},
) {
  const first: PanelView = { ...panelView, review, ...change };
  const store = fakeStore({
    panel: ({ open: { conversation: id } }) => ({
      ...first,
      conversation: first.conversation && { ...first.conversation, id: id ?? '' },
    }),
  });
  const saves: Saved[] = [];
  const failing = { on: false };
  const actions = fakeActions({
    async saveReview(save) {
      saves.push(save);
      if (failing.on) return { ok: false, code: 'x', message: 'It failed.', remedy: 'Try again.' };
      store.show({ panel: { ...first, review: { ...review, waiting: waiting(save) } } });
      return { ok: true, value: null };
    },
  });
  const frame = fakeHost(store.reader);
  const surface = await renderSurface(<PanelApp host={frame.host} />, {
    reader: store.reader,
    actions,
  });
  await expect.poll(() => document.querySelector('[data-part="review"]')).not.toBeNull();
  const state = () => document.querySelector<HTMLElement>('[data-part="review"]')?.dataset.state;
  return { ...store, ...frame, ...surface, actions, saves, failing, state };
}

describe('a review in the panel', () => {
  test('of an unhappy customer is there at once, with six causes and the workspace’s next steps', async () => {
    const { screen, state } = await renderReview();
    for (const cause of [
      'Wrong answer',
      'Didn’t know',
      'Right, unwelcome',
      'Not the AI agent',
      'Not ours to solve',
      'Other',
    ]) {
      await expect.element(screen.getByRole('button', { name: cause })).toBeVisible();
    }
    await expect
      .element(screen.getByRole('button', { name: 'Get help (opens a page)' }))
      .toBeVisible();
    await expect.element(screen.getByText('Not reviewed yet')).toBeVisible();
    expect(state()).toBe('none');
    await expectAccessible();
  });

  test('of a happy customer is one click away and takes the focus; a team test has none', async () => {
    const { screen, saves } = await renderReview(undefined, { conversation: final(rated(5)) });
    await screen.getByRole('button', { name: 'Flag for review' }).click();
    await expect.element(screen.getByRole('button', { name: 'I’ll take it' })).toHaveFocus();
    // Flagging is an empty review: the whole team sees it.
    expect(saves).toEqual([{ ...edit, ...empty, version: 0 }]);
    await screen.unmount();
    const internal = { ...final(rated(1)), visibility: 'internal' as const };
    const { reader } = fakeStore({ panel: { ...panelView, conversation: internal } });
    const other = await renderSurface(<PanelApp host={fakeHost(reader).host} />, { reader });
    await expect.element(other.screen.getByText('Very unhappy', { exact: true })).toBeVisible();
    expect(document.querySelector('[data-part="review"]')).toBeNull();
  });

  test('take, cause, step and done are one edit each, by keyboard, and shown at once', async () => {
    const { screen, saves, state } = await renderReview();
    const press = async (name: string) => {
      (screen.getByRole('button', { name, exact: true }).element() as HTMLElement).focus();
      await userEvent.keyboard('{Enter}');
    };
    await press('I’ll take it');
    await expect.element(screen.getByText('You have it')).toBeVisible();
    await press('Wrong answer');
    await press('Reply to the customer');
    const cause = screen.getByRole('button', { name: 'Wrong answer' });
    await expect.element(cause).toHaveAttribute('aria-pressed', 'true');
    await press('Mark done');
    await expect.element(screen.getByText(/Wrong answer · Reply to the customer/)).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Reopen' })).toHaveFocus();
    const me = { id: 'p1', name: 'Dana' };
    const wrong = { ...edit, ...empty, takenBy: me, cause: 'wrong_answer', version: 0 };
    expect(saves).toEqual([
      { ...edit, ...empty, takenBy: me, version: 0 },
      wrong,
      { ...wrong, nextStep: 'reply' },
      { ...wrong, nextStep: 'reply', done: true },
    ]);
    expect(state()).toBe('waiting');
    await expectAccessible();
  });

  test('a step with a link opens it, and stays a link; another scheme is never opened', async () => {
    const opened = vi.spyOn(window, 'open').mockReturnValue(null);
    const { screen, saves } = await renderReview(undefined, {
      nextSteps: [
        { id: 'know', label: 'Add knowledge', url: 'https://app.example.com/knowledge' },
        { id: 'bad', label: 'Bad link', url: 'javascript:alert(1)' },
      ],
    });
    await screen.getByRole('button', { name: 'Add knowledge (opens a page)' }).click();
    expect(opened).toHaveBeenCalledWith(
      'https://app.example.com/knowledge',
      '_blank',
      'noopener,noreferrer',
    );
    await expect
      .element(screen.getByRole('link', { name: 'Open Add knowledge' }))
      .toHaveAttribute('href', 'https://app.example.com/knowledge');
    await screen.getByRole('button', { name: 'Bad link' }).click();
    expect(opened).toHaveBeenCalledOnce();
    expect(saves.map(({ nextStep }) => nextStep)).toEqual(['know', 'bad']);
  });

  test('“Undo” saves the state before', async () => {
    const { screen, saves } = await renderReview({ stored, waiting: null });
    await screen.getByRole('button', { name: 'Didn’t know' }).click();
    await screen.getByRole('button', { name: 'Undo' }).click();
    expect(saves.map(({ cause }) => cause)).toEqual(['did_not_know', 'wrong_answer']);
    const cause = screen.getByRole('button', { name: 'Wrong answer' });
    await expect.element(cause).toHaveAttribute('aria-pressed', 'true');
    await expect.element(screen.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
  });

  test('“Undo” leaves alone what somebody else has changed since, and is gone where they clash', async () => {
    const { screen, saves, show } = await renderReview({ stored, waiting: null });
    const theirs = { ...stored, cause: 'did_not_know', version: 5 } as const;
    await screen.getByRole('button', { name: 'Didn’t know' }).click();
    show({
      panel: { ...panelView, review: { stored: { ...theirs, note: 'Newer' }, waiting: null } },
    });
    await expect.element(screen.getByLabelText('Note')).toHaveValue('Newer');
    await screen.getByRole('button', { name: 'Undo' }).click();
    expect(saves[1]).toMatchObject({ cause: 'wrong_answer', note: 'Newer', version: 5 });
    await screen.getByRole('button', { name: 'Other' }).click();
    await expect.element(screen.getByRole('button', { name: 'Undo' })).toBeVisible();
    show({ panel: { ...panelView, review: { stored: theirs, waiting: null } } });
    await expect.element(screen.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
  });

  test('says who has it and who saved it, and can be taken over', async () => {
    const { screen, saves, state } = await renderReview({ stored, waiting: null });
    await expect.element(screen.getByText('Ada has it')).toBeVisible();
    const review = screen.getByRole('region', { name: 'Review' });
    await expect.element(review).toMatchTextContent(/Saved by Ada, 2 min ago/);
    expect(state()).toBe('saved');
    await screen.getByRole('button', { name: 'Take over' }).click();
    expect(saves[0]).toMatchObject({ takenBy: { id: 'p1' }, version: 3, cause: 'wrong_answer' });
    await screen.getByRole('button', { name: 'Release' }).click();
    expect(saves[1]).toMatchObject({ takenBy: null });
  });

  test('offline it waits to be sent', async () => {
    const { screen, state } = await renderReview({ stored, waiting: waiting() }, { sync: offline });
    await expect.element(screen.getByText('Waiting to be sent')).toBeVisible();
    expect(state()).toBe('waiting');
    await expectAccessible();
  });

  test('a save that was not kept is told, shows what is kept, and can be tried again', async () => {
    const { screen, saves, failing } = await renderReview();
    failing.on = true;
    await screen.getByRole('button', { name: 'Other' }).click();
    await expect.element(screen.getByRole('alert')).toMatchTextContent('It failed.');
    const other = screen.getByRole('button', { name: 'Other' });
    await expect.element(other).toHaveAttribute('aria-pressed', 'false');
    await expectAccessible();
    failing.on = false;
    await screen.getByRole('button', { name: 'Save again' }).click();
    await expect.element(other).toHaveAttribute('aria-pressed', 'true');
    expect(saves).toHaveLength(2);
  });
});

describe('the note', () => {
  test('is saved by Ctrl+Enter and when the field is left, once each', async () => {
    const { screen, saves } = await renderReview();
    await screen.getByLabelText('Note').click();
    await userEvent.keyboard('First{Control>}{Enter}{/Control}');
    expect(saves.map(({ note }) => note)).toEqual(['First']);
    await userEvent.keyboard(' and more');
    await expect.element(screen.getByText(/Not saved yet/)).toBeVisible();
    await expectAccessible();
    await userEvent.tab();
    await expect.poll(() => saves.map(({ note }) => note)).toEqual(['First', 'First and more']);
    await expect.element(screen.getByText(/Not saved yet/)).not.toBeInTheDocument();
  });

  test('is not lost by a click on “Mark done” in the middle of typing', async () => {
    const { screen, saves } = await renderReview();
    await screen.getByLabelText('Note').fill('Half a tho');
    await screen.getByRole('button', { name: 'Mark done' }).click();
    await expect.element(screen.getByRole('button', { name: 'Reopen' })).toBeVisible();
    expect(saves.at(-1)).toMatchObject({ note: 'Half a tho', done: true });
  });

  test('is kept as a draft for its conversation while another one is open', async () => {
    const { screen, open, saves, failing } = await renderReview();
    failing.on = true;
    await screen.getByLabelText('Note').fill('To be continued');
    open({ ...OPEN, conversation: 'c-2' });
    await expect.element(screen.getByLabelText('Note')).toHaveValue('');
    open(OPEN);
    await expect.element(screen.getByLabelText('Note')).toHaveValue('To be continued');
    await expect.element(screen.getByText(/Not saved yet/)).toBeVisible();
    expect(saves.every(({ note }) => note === 'To be continued')).toBe(true);
  });

  test('that could not be kept stays in the field', async () => {
    const { screen, failing, saves } = await renderReview();
    failing.on = true;
    await screen.getByLabelText('Note').fill('Precious');
    await userEvent.tab();
    await expect.element(screen.getByRole('alert')).toBeVisible();
    await expect.element(screen.getByLabelText('Note')).toHaveValue('Precious');
    await expect.element(screen.getByText(/Not saved yet/)).toBeVisible();
    failing.on = false;
    await screen.getByLabelText('Note').click();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect.element(screen.getByText(/Not saved yet/)).not.toBeInTheDocument();
    expect(saves.at(-1)).toMatchObject({ note: 'Precious' });
  });

  test('typed over somebody else’s newer note is saved on the version that was seen', async () => {
    const { screen, saves, show } = await renderReview({ stored, waiting: null });
    await screen.getByLabelText('Note').fill('Mine');
    const newer = { ...stored, version: 4, note: 'Theirs, meanwhile' };
    show({ panel: { ...panelView, review: { stored: newer, waiting: null } } });
    await expect.element(screen.getByLabelText('Note')).toHaveValue('Mine');
    await userEvent.tab();
    await expect.poll(() => saves).toHaveLength(1);
    expect(saves[0]).toMatchObject({ note: 'Mine', version: 3 });
  });
});

test('Esc in the note leaves the field and saves; the next one closes the panel', async () => {
  const { screen, saves, host, layOut } = await renderReview();
  layOut({ ...LAYOUT, overlay: true });
  await screen.getByLabelText('Note').fill('Short');
  await userEvent.keyboard('{Escape}');
  expect(host.collapse).not.toHaveBeenCalled();
  expect(saves).toHaveLength(1);
  await userEvent.keyboard('{Escape}');
  expect(host.collapse).toHaveBeenCalledOnce();
});

describe('two versions of a review', () => {
  const theirs: Review = {
    ...stored,
    version: 4,
    cause: 'not_ours_to_solve',
    note: 'The shop’s payment provider.',
    doneAt: '2026-11-03T14:21:00.000Z',
    changedAt: '2026-11-03T14:21:00.000Z',
  };
  const conflict = waiting({ takenBy: stored.takenBy, state: 'conflict', theirs } as never);

  test.each([
    ['Keep mine', 'mine'],
    ['Keep theirs', 'theirs'],
  ] as const)('stand side by side, and a person decides: “%s”', async (name, keep) => {
    const { screen, state, actions } = await renderReview({ stored: theirs, waiting: conflict });
    expect(state()).toBe('conflict');
    await expect
      .element(screen.getByRole('alert'))
      .toMatchTextContent(/Ada saved another version meanwhile/);
    const rows = [...document.querySelectorAll('.conflict tbody tr')].map((row) => [
      ...[...row.children].map((cell) => cell.textContent),
      row.hasAttribute('data-differs'),
    ]);
    expect(rows).toEqual([
      ['Taken by', 'Ada', 'Ada', false],
      ['Cause ≠differs', 'Didn’t know', 'Not ours to solve', true],
      ['Next', 'Add knowledge', 'Add knowledge', false],
      ['Note ≠differs', 'Policy page is outdated.', 'The shop’s payment provider.', true],
      ['Done ≠differs', 'No', 'Yes', true],
    ]);
    await expectAccessible();
    await screen.getByRole('button', { name }).click();
    expect(actions.resolveReview).toHaveBeenCalledExactlyOnceWith(conflict.edit, keep);
  });

  test('an edit that the server refuses is told, and can be sent again or discarded', async () => {
    const refused = waiting({
      state: 'refused',
      message: 'This conversation was erased.',
    } as never);
    const { screen, state, actions } = await renderReview({ stored: null, waiting: refused });
    expect(state()).toBe('refused');
    await expect.element(screen.getByText('This conversation was erased.')).toBeVisible();
    await expectAccessible();
    await screen.getByRole('button', { name: 'Send again' }).click();
    await screen.getByRole('button', { name: 'Discard' }).click();
    expect(vi.mocked(actions.resolveReview).mock.calls).toEqual([
      [refused.edit, 'mine'],
      [refused.edit, 'theirs'],
    ]);
  });
});
