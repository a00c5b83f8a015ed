import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { WelcomeApp } from '../../components/welcome/welcome-app.tsx';
import type { WelcomePorts } from '../../components/welcome/welcome-ports.ts';
import type { PopupView } from '../../lib/store/views.ts';
import { expectAccessible } from './axe.ts';
import { fakeStore, fakeWelcomePorts, renderSurface } from './fakes.tsx';
import { sampleWorkspace } from './practice-fakes.ts';
import { notJoined, popupView, solo } from './views.ts';

async function renderWelcome(view: PopupView, change: Partial<WelcomePorts> = {}) {
  const store = fakeStore({ popup: view });
  const ports = fakeWelcomePorts(change);
  const surface = await renderSurface(<WelcomeApp ports={ports} />, { reader: store.reader });
  return { ...store, ...surface };
}

describe('Welcome', () => {
  test('has four ways in, each with what it needs and how long it takes', async () => {
    const { screen } = await renderWelcome(notJoined);
    for (const [name, words] of [
      ['Join your team', /You need the invite link.*About a minute/],
      ['Connect a platform yourself', /You need an access.*About five minutes/],
      ['Drop a file', /You need an export.*About a minute/],
      ['Look around first', /You need nothing.*A few seconds. One click erases it again/],
    ] as const) {
      await expect.element(screen.getByRole('region', { name })).toMatchTextContent(words);
    }
    await expectAccessible();
  });

  test('sample data is begun by the keyboard, and the practice inbox opens', async () => {
    const beginSample = vi.fn(fakeWelcomePorts().beginSample);
    const openPractice = vi.fn();
    const { screen } = await renderWelcome(notJoined, { beginSample, openPractice });
    const button = screen.getByRole('button', { name: 'Try with sample data' });
    await expect.element(button).toBeVisible();
    (button.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(openPractice).toHaveBeenCalledOnce());
    expect(beginSample).toHaveBeenCalledOnce();
  });

  test('chosen in the popup it begins by itself; where something is here it does not', async () => {
    const openPractice = vi.fn();
    const first = await renderWelcome(notJoined, { way: 'sample', openPractice });
    await vi.waitFor(() => expect(openPractice).toHaveBeenCalledOnce());
    await first.screen.unmount();
    const beginSample = vi.fn(fakeWelcomePorts().beginSample);
    const { screen } = await renderWelcome(popupView, { way: 'sample', beginSample });
    await expect.element(screen.getByText('You joined Acme Support')).toBeVisible();
    expect(beginSample).not.toHaveBeenCalled();
  });

  test('a way that a link named has the focus', async () => {
    const { screen } = await renderWelcome(notJoined, { way: 'connect' });
    await expect.element(screen.getByRole('button', { name: /^Intercom/ })).toHaveFocus();
  });

  test('with sample data every way says that it is erased first, and one click erases it', async () => {
    const eraseSample = vi.fn(fakeWelcomePorts().eraseSample);
    const { screen } = await renderWelcome(
      { ...popupView, workspace: sampleWorkspace },
      { eraseSample },
    );
    for (const name of ['Join your team', 'Connect a platform yourself', 'Drop a file']) {
      await expect
        .element(screen.getByRole('region', { name }))
        .toMatchTextContent(/The sample data is erased first/);
    }
    await expectAccessible();
    await screen.getByRole('button', { name: 'Erase sample data' }).click();
    expect(eraseSample).toHaveBeenCalledOnce();
  });

  test('after success it shows the first score and what next', async () => {
    const { screen } = await renderWelcome(popupView);
    const score = screen.getByRole('region', { name: 'CSAT score' });
    await expect.element(score).toMatchTextContent(/82% happy/);
    expect(score.element().textContent).not.toContain('Sample data');
    await expect
      .element(screen.getByRole('region', { name: 'What next' }))
      .toMatchTextContent(/Pin the Fivefaces icon/);
    await expectAccessible();
  });

  test('alone it can still join a team, which erases what was collected', async () => {
    const { screen } = await renderWelcome({ ...popupView, workspace: solo });
    await expect
      .element(screen.getByRole('region', { name: 'Join a team instead' }))
      .toMatchTextContent(/What was collected here alone is erased first/);
    await expectAccessible();
  });
});
