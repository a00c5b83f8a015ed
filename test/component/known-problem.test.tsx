import { beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { PanelApp } from '../../components/panel/panel-app.tsx';
import type { SurfaceActions } from '../../components/surface.ts';
import type { PanelView } from '../../lib/store/views.ts';
import { expectAccessible } from './axe.ts';
import { fakeActions, fakeHost, fakeStore, renderSurface } from './fakes.tsx';
import { delivery, panelView, refund, solo } from './views.ts';

beforeEach(() => sessionStorage.clear());

async function renderTopic(
  change: Partial<PanelView> = {},
  saveKnownProblem?: SurfaceActions['saveKnownProblem'],
) {
  const view = { ...panelView, topics: [refund], ...change };
  const store = fakeStore({ panel: view });
  const actions = fakeActions(saveKnownProblem && { saveKnownProblem: vi.fn(saveKnownProblem) });
  const { host } = fakeHost(store.reader);
  const { screen } = await renderSurface(<PanelApp host={host} />, {
    reader: store.reader,
    actions,
  });
  await expect.element(screen.getByRole('article')).toBeVisible();
  /** What the feed brings: the line as the server has it now. */
  const bring = (knownProblem: string | null) =>
    store.show({ panel: { ...view, topics: [{ ...refund, knownProblem }] } });
  const field = screen.getByRole('textbox', { name: 'Known problem' });
  const edit = () => screen.getByRole('button', { name: /known problem(?: of|:) Refund deadline/ });
  return { screen, host, actions, bring, field, edit };
}

describe('a topic’s known problem', () => {
  test('is edited where it stands, by keyboard, shown at once, and the focus comes back', async () => {
    const { screen, actions, field, edit } = await renderTopic();
    (edit().element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(field).toHaveFocus();
    await expect.element(screen.getByText('Your whole team sees it')).toBeVisible();
    await expectAccessible();
    await field.fill('Fixed on Monday.');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect.element(screen.getByText('Known problem: Fixed on Monday.')).toBeVisible();
    expect(actions.saveKnownProblem).toHaveBeenCalledExactlyOnceWith({
      topic: 'refund-deadline',
      knownProblem: 'Fixed on Monday.',
      was: 'AI says 14 days, policy is 30. Being fixed.',
    });
    await expect.element(edit()).toHaveFocus();
  });

  test('can be begun where there is none, and emptied again', async () => {
    const { screen, actions, field } = await renderTopic({ topics: [delivery] });
    await screen.getByRole('button', { name: 'Add a known problem: Where is my parcel?' }).click();
    await field.fill('The carrier is late.');
    await screen.getByRole('button', { name: 'Save' }).click();
    await screen.getByRole('button', { name: /^Edit the known problem/ }).click();
    await field.fill('  ');
    await screen.getByRole('button', { name: 'Save' }).click();
    await expect
      .element(screen.getByRole('button', { name: /^Add a known problem/ }))
      .toBeVisible();
    expect(actions.saveKnownProblem).toHaveBeenLastCalledWith(
      expect.objectContaining({ knownProblem: null, was: 'The carrier is late.' }),
    );
  });

  test('without the network is not saved, says so, and what was typed outlives the panel', async () => {
    const { screen, field, edit } = await renderTopic({}, async () => ({
      ok: false,
      code: 'network',
      message: 'The server cannot be reached.',
      remedy: 'It is tried again by itself.',
    }));
    await edit().click();
    await field.fill('Fixed on Monday.');
    await screen.getByRole('button', { name: 'Save' }).click();
    await expect.element(screen.getByText('Not saved: this needs the network.')).toBeVisible();
    await expect.element(field).toHaveValue('Fixed on Monday.');
    await expectAccessible();
    await screen.unmount();
    const again = await renderTopic();
    await expect.element(again.field).toHaveValue('Fixed on Monday.');
    await again.screen.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(again.screen.getByText(/policy is 30. Being fixed/)).toBeVisible();
  });

  test('that a colleague changed meanwhile is shown, and a person decides', async () => {
    const { screen, field, edit, actions } = await renderTopic({}, async ({ was }) => ({
      ok: true,
      value:
        was === 'Tom is on it.'
          ? { saved: true, knownProblem: 'Fixed on Monday.' }
          : { saved: false, theirs: 'Tom is on it.' },
    }));
    await edit().click();
    await field.fill('Fixed on Monday.');
    await screen.getByRole('button', { name: 'Save' }).click();
    await expect.element(screen.getByText('Somebody changed this line meanwhile')).toBeVisible();
    await expect.element(screen.getByText('Tom is on it.')).toBeVisible();
    await expectAccessible();
    await screen.getByRole('button', { name: 'Save mine over it' }).click();
    await expect.element(screen.getByText('Known problem: Fixed on Monday.')).toBeVisible();
    expect(actions.saveKnownProblem).toHaveBeenLastCalledWith(
      expect.objectContaining({ was: 'Tom is on it.' }),
    );
  });

  test('of a colleague that arrives while one types is told before anything is sent', async () => {
    const { screen, field, edit, bring, actions } = await renderTopic();
    await edit().click();
    await field.fill('Mine');
    bring('Tom is on it.');
    await expect.element(screen.getByText('Tom is on it.')).toBeVisible();
    await screen.getByRole('button', { name: 'Keep theirs' }).click();
    await expect.element(screen.getByText('Known problem: Tom is on it.')).toBeVisible();
    expect(actions.saveKnownProblem).not.toHaveBeenCalled();
  });

  test('Esc leaves the edit and not the panel; what was typed is there the next time', async () => {
    const { field, edit, host } = await renderTopic();
    await edit().click();
    await field.fill('Half a sentence');
    await userEvent.keyboard('{Escape}');
    await expect.element(edit()).toHaveFocus();
    expect(host.collapse).not.toHaveBeenCalled();
    await edit().click();
    await expect.element(field).toHaveValue('Half a sentence');
  });

  test('alone is kept on this computer, and says so', async () => {
    const { screen, edit } = await renderTopic({ workspace: solo });
    await edit().click();
    await expect.element(screen.getByText('Kept on this computer only')).toBeVisible();
  });
});
