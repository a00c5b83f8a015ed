import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { PracticeApp } from '../../components/practice/practice-app.tsx';
import type { PracticePorts } from '../../components/practice/practice-ports.ts';
import { expectAccessible } from './axe.ts';
import { fakeStore, renderSurface } from './fakes.tsx';
import { fakePracticePorts, sampleWorkspace } from './practice-fakes.ts';
import { DAY, NOW, notJoined, panelView, popupView } from './views.ts';

const shown = {
  popup: { ...popupView, workspace: sampleWorkspace },
  panel: { ...panelView, workspace: sampleWorkspace },
};

beforeEach(async () => {
  history.replaceState(null, '', '#');
  await page.viewport(1280, 800);
});

async function renderPractice(change: Partial<PracticePorts> = {}, now = NOW) {
  const store = fakeStore(shown);
  const ports = fakePracticePorts(change);
  const surface = await renderSurface(<PracticeApp ports={ports} />, {
    reader: store.reader,
    now: () => now,
  });
  return { ...store, ...surface };
}

describe('the practice inbox', () => {
  test('shows made-up chats with the real panel beside them, and says what they are', async () => {
    const { screen } = await renderPractice();
    await expect.element(screen.getByRole('heading', { name: 'Chiara Bianchi' })).toBeVisible();
    await expect.element(screen.getByRole('heading', { name: 'CSAT' })).toBeVisible();
    await expect.element(screen.getByRole('banner').first()).toMatchTextContent(/Sample data/);
    // In the panel's head and with each of its scores.
    const panel = screen.getByRole('main');
    await expect.element(panel).toMatchTextContent(/CSATSample data/);
    await expect.element(panel).toMatchTextContent(/last 30 days · Sample data/);
    await expectAccessible();
  });

  test('another chat is opened by its link, with the keyboard, and is in the address', async () => {
    const { screen } = await renderPractice();
    const chat = screen.getByRole('link', { name: /^Noor Haddad/ });
    await expect.element(chat).toBeVisible();
    (chat.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByRole('heading', { name: 'Noor Haddad' })).toBeVisible();
    await expect.element(chat).toHaveAttribute('aria-current', 'true');
    expect(location.hash).toContain('demo-live-rated-and-running');
  });

  test('the customer’s face is picked, and changed by another', async () => {
    const rateInPractice = vi.fn(fakePracticePorts().rateInPractice);
    const { screen } = await renderPractice({ rateInPractice });
    const faces = screen.getByRole('group', { name: /Be the customer/ });
    await expect
      .element(faces.getByRole('button', { name: 'Unhappy', exact: true }))
      .toHaveAttribute('aria-pressed', 'true');
    await faces.getByRole('button', { name: 'Very happy' }).click();
    expect(rateInPractice).toHaveBeenCalledWith('demo-live-may-change-with-a-clash', 5);
  });

  test('a face that was picked stands there', async () => {
    const { screen } = await renderPractice();
    await screen.getByRole('button', { name: 'Very happy' }).click();
    await expect.element(screen.getByText(/Your rating: Very happy/)).toBeVisible();
    await expectAccessible();
  });

  test('where a rating can’t change any more it says why, and offers no faces', async () => {
    history.replaceState(null, '', '#conversation=demo-live-final-unhappy');
    const { screen } = await renderPractice();
    await expect.element(screen.getByText(/can’t change any more\. Open a newer/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Very happy' }).query()).toBeNull();
    await expectAccessible();
  });

  test('days later, when all chats have ended, it offers to begin anew', async () => {
    const beginSample = vi.fn(fakePracticePorts().beginSample);
    const { screen } = await renderPractice({ beginSample }, NOW + 2 * DAY);
    await screen.getByRole('button', { name: 'Begin anew' }).click();
    expect(beginSample).toHaveBeenCalledOnce();
  });

  test('the panel is closed to its tab and opened again, and the focus goes along', async () => {
    const { screen } = await renderPractice();
    await screen.getByRole('button', { name: 'Close panel' }).click();
    const tab = screen.getByRole('main').getByRole('button');
    await expect.element(tab).toHaveFocus();
    await expectAccessible();
    await tab.click();
    await expect.element(screen.getByRole('button', { name: 'Close panel' })).toBeVisible();
  });

  test('one click erases it; then it says that nothing is left', async () => {
    const eraseSample = vi.fn(fakePracticePorts().eraseSample);
    const { screen, show } = await renderPractice({ eraseSample });
    await screen.getByRole('button', { name: 'Erase sample data' }).click();
    expect(eraseSample).toHaveBeenCalledOnce();
    show({ popup: notJoined });
    await expect.element(screen.getByRole('status')).toMatchTextContent(/Nothing of it is left/);
    await expectAccessible();
  });

  test('beside real ratings it shows nothing made up', async () => {
    const { reader } = fakeStore({ popup: popupView });
    const { screen } = await renderSurface(<PracticeApp ports={fakePracticePorts()} />, { reader });
    await expect.element(screen.getByRole('status')).toMatchTextContent(/Real ratings are shown/);
    expect(screen.getByRole('button', { name: 'Try with sample data' }).query()).toBeNull();
    await expectAccessible();
  });
});
