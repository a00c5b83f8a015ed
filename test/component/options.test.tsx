import { describe, expect, test, vi } from 'vitest';
import { OptionsApp } from '../../components/options/options-app.tsx';
import type { OptionsPorts } from '../../components/options/options-ports.ts';
import type { PopupView } from '../../lib/store/views.ts';
import { expectAccessible } from './axe.ts';
import { fakeOptionsPorts, fakeStore, renderSurface, usage } from './fakes.tsx';
import { notJoined, popupView, problem } from './views.ts';

async function renderOptions(view: PopupView = popupView, change: Partial<OptionsPorts> = {}) {
  const store = fakeStore({ popup: view });
  const ports = fakeOptionsPorts(change);
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
    await expect.element(screen.getByRole('alert')).toMatchTextContent('It failed.Try again.');
  });

  test('access that was taken back can be given again', async () => {
    const requestAccess = vi.fn(async () => false);
    const sync = problem('permission', 'The browser bars the way', 'Allow access again.');
    const { screen } = await renderOptions({ ...popupView, sync }, { requestAccess });
    await expect.element(screen.getByText('The browser bars the way')).toBeVisible();
    await screen.getByRole('button', { name: 'Allow access to csat.example.com' }).click();
    expect(requestAccess).toHaveBeenCalledWith(['https://csat.example.com']);
    await expect.element(screen.getByRole('alert')).toBeVisible();
    await expectAccessible();
  });

  test('what the company has set is shown, with what of it does not work', async () => {
    const { screen } = await renderOptions(popupView, {
      readPolicy: async () => ({
        isSet: true,
        server: 'https://csat.example.com',
        daysKept: 90,
        daysOffline: 1,
        seesRatings: null,
        problems: [{ field: 'enrolment', message: 'is used up' }],
        appliedAt: 0,
      }),
    });
    const policy = screen.getByRole('region', { name: 'Set by your company' });
    await expect.element(policy).toMatchTextContent('At most 90 days of conversations');
    await expect.element(policy).toMatchTextContent('After 1 day without the server');
    await expect.element(policy).toMatchTextContent('enrolment is used up');
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

describe('data kept on this computer', () => {
  test('says how many conversations, how much space by the browser’s estimate, and since when', async () => {
    const { screen } = await renderOptions(popupView, {
      readUsage: async () => ({ ok: true, value: { ...usage, keptFrom: '2025-11-03' } }),
    });
    const kept = screen.getByRole('region', { name: 'Data kept on this computer' });
    await expect.element(kept).toMatchTextContent(/23,000 · since 3 Nov 2025/);
    await expect
      .element(kept)
      .toMatchTextContent(/41 MB · 0\.4% of what the browser allows, by its own estimate/);
    await expect
      .element(screen.getByLabelText('Keep at most'))
      .toHaveDisplayValue('200,000 conversations (usual)');
    await expectAccessible();
  });

  test('another limit is set at once, together with the one that stays', async () => {
    const setRetention = vi.fn(fakeOptionsPorts().setRetention);
    const { screen } = await renderOptions(popupView, { setRetention });
    await screen.getByLabelText('Keep at most').selectOptions('All conversations');
    expect(setRetention).toHaveBeenLastCalledWith({ conversations: null, days: null });
    await expect
      .element(screen.getByLabelText('Keep at most'))
      .toHaveDisplayValue('All conversations');
    await screen.getByLabelText('and not older than').selectOptions('365 days');
    expect(setRetention).toHaveBeenLastCalledWith({ conversations: null, days: 365 });
  });

  test('fetching anew asks once and can be called off', async () => {
    const fetchAnew = vi.fn(fakeOptionsPorts().fetchAnew);
    const { screen } = await renderOptions(popupView, { fetchAnew });
    await screen.getByRole('button', { name: 'Fetch anew…' }).click();
    await expect.element(screen.getByRole('button', { name: 'Keep it' })).toHaveFocus();
    await expect.element(screen.getByText(/reviews that wait to be sent stay/)).toBeVisible();
    await expectAccessible();
    await screen.getByRole('button', { name: 'Keep it' }).click();
    expect(fetchAnew).not.toHaveBeenCalled();
    await screen.getByRole('button', { name: 'Fetch anew…' }).click();
    await screen.getByRole('button', { name: 'Erase and fetch' }).click();
    await expect.element(screen.getByText(/It is being fetched/)).toBeVisible();
    expect(fetchAnew).toHaveBeenCalledOnce();
  });

  test('only in memory, or written by a newer version: it says so, and changes nothing there', async () => {
    const memory = await renderOptions(popupView, {
      readUsage: async () => ({ ok: true, value: { ...usage, mode: 'memory', bytes: null } }),
    });
    await expect.element(memory.screen.getByText(/Only in memory/)).toBeVisible();
    await expect.element(memory.screen.getByText('The browser does not tell')).toBeVisible();
    await memory.screen.unmount();
    const { screen } = await renderOptions(popupView, {
      readUsage: async () => ({ ok: true, value: { ...usage, mode: 'read_only' } }),
    });
    await expect.element(screen.getByText(/newer version of Fivefaces wrote this/)).toBeVisible();
    await expect.element(screen.getByLabelText('Keep at most')).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Fetch anew…' }).query()).toBeNull();
    await expectAccessible();
  });

  test('if it cannot be read it says why, and can be asked again', async () => {
    const readUsage = vi
      .fn<OptionsPorts['readUsage']>(async () => ({ ok: true, value: usage }))
      .mockResolvedValueOnce({ ok: false, code: 'x', message: 'No answer.', remedy: 'Reload.' });
    const { screen } = await renderOptions(popupView, { readUsage });
    await expect.element(screen.getByRole('alert')).toMatchTextContent('No answer.Reload.');
    await expectAccessible();
    await screen.getByRole('button', { name: 'Try again' }).click();
    await expect.element(screen.getByText('23,000')).toBeVisible();
  });
});

describe('diagnostics', () => {
  test('are shown in a read-only field and copied', async () => {
    const copy = vi.fn(async () => {});
    const { screen } = await renderOptions(popupView, { copy });
    await screen.getByRole('button', { name: 'Show diagnostics' }).click();
    const field = screen.getByLabelText('Diagnostics text');
    await expect.element(field).toHaveValue('Fivefaces 0.1.0\nsync: idle');
    await expect.element(field).toHaveAttribute('readonly');
    await expect.element(field).toHaveFocus();
    await expectAccessible();
    await screen.getByRole('button', { name: 'Copy' }).click();
    expect(copy).toHaveBeenCalledWith('Fivefaces 0.1.0\nsync: idle');
    await expect.element(screen.getByText('Copied')).toBeVisible();
  });

  test('where the clipboard is barred it says how to copy by hand', async () => {
    const { screen } = await renderOptions(popupView, {
      copy: () => Promise.reject(new Error('barred')),
    });
    await screen.getByRole('button', { name: 'Show diagnostics' }).click();
    await screen.getByRole('button', { name: 'Copy' }).click();
    await expect.element(screen.getByText(/press Ctrl\+C in the field/)).toBeVisible();
  });
});
