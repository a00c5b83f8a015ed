import { describe, expect, test, vi } from 'vitest';
import { OptionsApp } from '../../components/options/options-app.tsx';
import type { OptionsPorts } from '../../components/options/options-ports.ts';
import type { PopupView } from '../../lib/store/views.ts';
import { expectAccessible } from './axe.ts';
import { fakePorts, fakeStore, renderSurface } from './fakes.tsx';
import { notJoined, popupView, problem } from './views.ts';

async function renderOptions(view: PopupView = popupView, change: Partial<OptionsPorts> = {}) {
  const store = fakeStore({ popup: view });
  const ports: OptionsPorts = {
    ...fakePorts(),
    leave: async () => ({ ok: true, value: null }),
    hiddenSites: {
      follow: (listener) => listener(['https://inbox.example.com']),
      showAgain: async () => {},
    },
    ...change,
  };
  const surface = await renderSurface(<OptionsApp ports={ports} />, { reader: store.reader });
  return { ...store, ...surface };
}

describe('Options', () => {
  test('shows the workspace, who one is there, and the last sync', async () => {
    const { screen } = await renderOptions();
    const workspace = screen.getByRole('region', { name: 'Acme Support' });
    await expect.element(workspace).toMatchTextContent('csat.example.com');
    await expect.element(workspace).toMatchTextContent('Dana · Admin');
    await expect.element(workspace).toMatchTextContent(/today 14:20/i);
    await expectAccessible();
  });

  test('leaving asks once, says what it erases, and can be called off', async () => {
    const leave = vi.fn<OptionsPorts['leave']>(async () => ({ ok: true, value: null }));
    const { screen } = await renderOptions(popupView, { leave });
    await screen.getByRole('button', { name: 'Leave this workspace…' }).click();
    await expect.element(screen.getByText(/erases the copy on this computer/)).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Stay' })).toHaveFocus();
    await expectAccessible();
    await screen.getByRole('button', { name: 'Stay' }).click();
    expect(leave).not.toHaveBeenCalled();
    await screen.getByRole('button', { name: 'Leave this workspace…' }).click();
    await screen.getByRole('button', { name: 'Leave and erase' }).click();
    expect(leave).toHaveBeenCalledOnce();
  });

  test('after leaving it offers to join', async () => {
    const { screen, show } = await renderOptions();
    await expect.element(screen.getByText('Acme Support')).toBeVisible();
    show({ popup: notJoined });
    await expect.element(screen.getByLabelText('Invite link')).toBeVisible();
    await expectAccessible();
  });

  test('a leave that failed is told', async () => {
    const { screen } = await renderOptions(popupView, {
      leave: async () => ({ ok: false, code: 'x', message: 'It failed.', remedy: 'Try again.' }),
    });
    await screen.getByRole('button', { name: 'Leave this workspace…' }).click();
    await screen.getByRole('button', { name: 'Leave and erase' }).click();
    await expect.element(screen.getByRole('alert')).toMatchTextContent('It failed. Try again.');
  });

  test('access that was taken back can be given again', async () => {
    const requestAccess = vi.fn(async () => false);
    const sync = problem('permission', 'The browser bars the way', 'Allow access again.');
    const { screen } = await renderOptions({ ...popupView, sync }, { requestAccess });
    await expect.element(screen.getByText('The browser bars the way')).toBeVisible();
    await screen.getByRole('button', { name: 'Allow access to csat.example.com' }).click();
    expect(requestAccess).toHaveBeenCalledWith('https://csat.example.com');
    await expect.element(screen.getByRole('alert')).toBeVisible();
    await expectAccessible();
  });

  test('the theme is chosen and kept', async () => {
    const { screen, theme } = await renderOptions();
    await expect.element(screen.getByRole('radio', { name: 'System' })).toBeChecked();
    await screen.getByRole('radio', { name: 'Dark' }).click();
    await expect.element(screen.getByRole('radio', { name: 'Dark' })).toBeChecked();
    expect(theme.current()).toBe('dark');
  });

  test('a site on which the panel was hidden can have it back', async () => {
    const showAgain = vi.fn(async () => {});
    const { screen } = await renderOptions(popupView, {
      hiddenSites: { follow: (listener) => listener(['https://inbox.example.com']), showAgain },
    });
    await screen.getByRole('button', { name: 'Show again on inbox.example.com' }).click();
    expect(showAgain).toHaveBeenCalledWith('https://inbox.example.com');
  });

  test('says what is kept on this computer', async () => {
    const { screen } = await renderOptions();
    await expect.element(screen.getByText(/No transcripts, no passwords/)).toBeVisible();
  });
});
