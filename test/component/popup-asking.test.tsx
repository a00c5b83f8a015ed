import { describe, expect, test, vi } from 'vitest';
import type { PopupPorts } from '../../components/popup/popup-ports.ts';
import { expectAccessible } from './axe.ts';
import { failed, renderPopup } from './render-popup.tsx';
import { chatwootPlaces, zendeskPlaces } from './set-up-fakes.ts';
import { acme, chatwoot, offline, popupView, zendesk } from './views.ts';

describe('request customer satisfaction rating', () => {
  const collection = {
    enabled: true,
    changedAt: '2026-10-14T14:22:00.000Z',
    changedBy: 'Dana',
    runningConversations: 3,
    version: '"1"',
  };

  test('an admin turns it off after one question that names the consequence', async () => {
    const switchCollection = vi.fn<PopupPorts['switchCollection']>(async (enabled) => ({
      ok: true,
      value: { ...collection, enabled, changedAt: '2026-11-03T14:22:00.000Z' },
    }));
    const { screen } = await renderPopup({}, { switchCollection });
    await expect.element(screen.getByText('On since 14 Oct · by Dana')).toBeVisible();
    const toggle = screen.getByRole('switch', {
      name: 'Request customer satisfaction rating (CSAT)',
    });
    await expect.element(toggle).toBeChecked();
    await toggle.click();
    await expect
      .element(screen.getByText('3 chats are running. Ratings given can still change.'))
      .toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Keep asking' })).toHaveFocus();
    await expectAccessible();
    expect(switchCollection).not.toHaveBeenCalled();
    await screen.getByRole('button', { name: 'Stop asking' }).click();
    await expect.element(screen.getByText('Not requesting CSAT rating')).toBeVisible();
    expect(switchCollection).toHaveBeenCalledWith(false, '"1"');
    await expect.element(toggle).not.toBeChecked();
    await toggle.click();
    await expect.element(screen.getByText('Requesting CSAT rating', { exact: true })).toBeVisible();
    expect(switchCollection).toHaveBeenLastCalledWith(true, '"1"');
  });

  test('"Keep asking" changes nothing', async () => {
    const switchCollection = vi.fn<PopupPorts['switchCollection']>();
    const { screen } = await renderPopup({}, { switchCollection });
    await screen.getByRole('switch').click();
    await screen.getByRole('button', { name: 'Keep asking' }).click();
    await expect.element(screen.getByText('Stop asking?')).not.toBeInTheDocument();
    await expect.element(screen.getByRole('switch')).toBeChecked();
    expect(switchCollection).not.toHaveBeenCalled();
  });

  test('if somebody else was faster it shows how it stands now', async () => {
    const newer = { ...collection, enabled: false, changedBy: 'Robin', version: '"2"' };
    const readCollection = vi
      .fn<PopupPorts['readCollection']>(async () => ({
        ok: true,
        value: { ...newer, changedAt: '2026-11-03T14:21:00.000Z' },
      }))
      .mockResolvedValueOnce({ ok: true, value: collection });
    const { screen } = await renderPopup(
      {},
      {
        readCollection,
        switchCollection: async () => ({ ...failed, code: 'version_conflict' }),
      },
    );
    await expect.poll(() => readCollection.mock.calls.length).toBe(1);
    await screen.getByRole('switch').click();
    await screen.getByRole('button', { name: 'Stop asking' }).click();
    await expect.element(screen.getByText('Robin switched it meanwhile.')).toBeVisible();
    await expect.element(screen.getByText('Not requesting CSAT rating')).toBeVisible();
  });

  test('a refusal is told, and the switch stays as it was', async () => {
    const { screen } = await renderPopup({}, { switchCollection: async () => failed });
    await screen.getByRole('switch').click();
    await screen.getByRole('button', { name: 'Stop asking' }).click();
    await expect
      .element(screen.getByRole('alert'))
      .toMatchTextContent('The server failedTry again.');
    await expect.element(screen.getByRole('switch')).toBeChecked();
    await expectAccessible();
  });

  test('a switch by another admin shows as soon as it is synced', async () => {
    const { screen, show } = await renderPopup();
    await expect.element(screen.getByRole('switch')).toBeChecked();
    const changed = {
      enabled: false,
      changedAt: Date.parse('2026-11-03T14:21:30Z'),
      changedBy: 'Robin',
    };
    show({ popup: { ...popupView, collection: changed } });
    await expect.element(screen.getByText(/Off since .* · by Robin/)).toBeVisible();
    await expect.element(screen.getByRole('switch')).not.toBeChecked();
  });

  test('a teammate sees it and cannot switch', async () => {
    const { screen } = await renderPopup({ workspace: { ...acme, role: 'teammate' } });
    await expect.element(screen.getByText('Requesting CSAT rating')).toBeVisible();
    await expect.element(screen.getByText(/Admins change this/)).toBeVisible();
    await expect.element(screen.getByRole('switch')).not.toBeInTheDocument();
    await expectAccessible();
  });

  test('offline it needs the network', async () => {
    const { screen } = await renderPopup({ sync: offline });
    await expect.element(screen.getByText(/Needs the network/)).toBeVisible();
    await expect.element(screen.getByRole('switch')).toBeDisabled();
  });
});

describe('places that ask for ratings', () => {
  const sources = [...popupView.sources, zendesk, chatwoot];
  const readAsking: PopupPorts['readAsking'] = async (source) => ({
    ok: true,
    value: { places: source === 'zendesk' ? zendeskPlaces : chatwootPlaces },
  });

  test('each has a row: a switch, or its state and where to change it', async () => {
    const { screen } = await renderPopup({ sources }, { readAsking });
    const asking = screen.getByRole('region', { name: /^Request customer satisfaction rating/ });
    await expect
      .element(asking.getByRole('switch', { name: 'Chatwoot: Website' }))
      .toHaveAttribute('aria-checked', 'true');
    await expect
      .element(asking.getByRole('switch', { name: 'Chatwoot: E-mail' }))
      .toHaveAttribute('aria-checked', 'false');
    await expect
      .element(asking.getByRole('link', { name: /^Change in Zendesk/ }))
      .toHaveAttribute('href', 'https://acme.zendesk.com/admin/people/end_user_satisfaction');
    await expect
      .element(asking.getByRole('switch', { name: /CSAT\) Website$/ }))
      .toHaveAttribute('aria-checked', 'true');
    await expectAccessible();
  });

  test('turning one off asks once and names the consequence; on is one click', async () => {
    const switchAsking = vi.fn<PopupPorts['switchAsking']>(async (_source, place, enabled) => ({
      ok: true,
      value: {
        places: chatwootPlaces.map((one) => (one.id === place ? { ...one, enabled } : one)),
      },
    }));
    const { screen } = await renderPopup({ sources }, { readAsking, switchAsking });
    await screen.getByRole('switch', { name: 'Chatwoot: Website' }).click();
    await expect.element(screen.getByText('Stop asking in Website?')).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Keep asking' })).toHaveFocus();
    await expectAccessible();
    expect(switchAsking).not.toHaveBeenCalled();
    await screen.getByRole('button', { name: 'Stop asking' }).click();
    await expect
      .element(screen.getByRole('switch', { name: 'Chatwoot: Website' }))
      .toHaveAttribute('aria-checked', 'false');
    await screen.getByRole('switch', { name: 'Chatwoot: E-mail' }).click();
    expect(switchAsking.mock.calls).toEqual([
      ['chatwoot', '3', false],
      ['chatwoot', '4', true],
    ]);
  });

  test('a teammate sees the state and who changes it; offline it says what it needs', async () => {
    const teammate = { ...acme, role: 'teammate' } as const;
    const first = await renderPopup({ sources, workspace: teammate }, { readAsking });
    await expect.element(first.screen.getByText(/^Requesting CSAT rating · Admins/)).toBeVisible();
    expect(first.screen.getByRole('switch').query()).toBeNull();
    await first.screen.unmount();
    const second = await renderPopup({ sources, sync: offline }, { readAsking });
    await expect.element(second.screen.getByText('Needs the network').first()).toBeVisible();
  });

  test('what could not be read is told and asked again', async () => {
    const failing = vi.fn(readAsking).mockResolvedValueOnce(failed);
    const { screen } = await renderPopup(
      { sources: [...popupView.sources, zendesk] },
      { readAsking: failing },
    );
    await expect.element(screen.getByText('Zendesk: The server failed')).toBeVisible();
    await screen.getByRole('button', { name: 'Try again' }).click();
    await expect.element(screen.getByRole('link', { name: /^Change in Zendesk/ })).toBeVisible();
  });
});
