import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { OptionsApp } from '../../components/options/options-app.tsx';
import type { OptionsPorts } from '../../components/options/options-ports.ts';
import type { PopupView } from '../../lib/store/views.ts';
import { expectAccessible } from './axe.ts';
import { fakeOptionsPorts, fakeStore, renderSurface } from './fakes.tsx';
import { ownInbox, zendeskInbox } from './set-up-fakes.ts';
import { acme, offline, popupView, solo } from './views.ts';

async function renderTeam(change: Partial<OptionsPorts> = {}, view: Partial<PopupView> = {}) {
  const { reader } = fakeStore({ popup: { ...popupView, ...view } });
  const ports = fakeOptionsPorts({
    followInboxes: (listener) => listener([ownInbox, zendeskInbox]),
    ...change,
  });
  const { screen } = await renderSurface(<OptionsApp ports={ports} />, { reader });
  await expect.element(screen.getByRole('region', { name: 'Theme' })).toBeVisible();
  return { screen, section: screen.getByRole('region', { name: 'Team' }) };
}

describe('the team', () => {
  test('shows who has access, yourself first, and nothing about their work', async () => {
    const { screen, section } = await renderTeam();
    await expect.element(section).toBeVisible();
    const people = screen.getByRole('list', { name: 'Members' });
    await expect.element(people).toMatchTextContent(/^Dana \(you\)Admin · joined 1 Oct · in touch/);
    await expect.element(people).toMatchTextContent(/TomTeammate · joined 20 Oct/);
    // Who asks can't remove themselves: they leave the workspace.
    expect(people.getByRole('button').elements()).toHaveLength(1);
    await expectAccessible();
  });

  test('removing asks once and names what follows', async () => {
    const removeMember = vi.fn<OptionsPorts['removeMember']>(async () => ({
      ok: true,
      value: null,
    }));
    const { section } = await renderTeam({ removeMember });
    await section.getByRole('button', { name: 'Remove Tom…' }).click();
    await expect.element(section.getByRole('button', { name: 'Keep' })).toHaveFocus();
    await expect.element(section).toMatchTextContent(/erased at its next contact/);
    await expectAccessible();
    await section.getByRole('button', { name: 'Remove', exact: true }).click();
    expect(removeMember).toHaveBeenCalledExactlyOnceWith('p2');
  });

  test('what the server refuses is told', async () => {
    const { section } = await renderTeam({
      removeMember: async () => ({
        ok: false,
        code: 'last_admin',
        message: 'A workspace needs at least one admin.',
        remedy: 'Invite another admin first.',
      }),
    });
    await section.getByRole('button', { name: 'Remove Tom…' }).click();
    await section.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect.element(section.getByRole('alert')).toMatchTextContent(/at least one admin/);
  });

  test('an invite carries role, uses, days and the inboxes that are ticked; its link is told once', async () => {
    const makeInvite = vi.fn(fakeOptionsPorts().makeInvite);
    const copy = vi.fn(async () => {});
    const { section } = await renderTeam({ makeInvite, copy });
    await section.getByRole('button', { name: 'Make an invite link' }).click();
    await section.getByLabelText('How many people').fill('12');
    await section.getByLabelText('Good for').selectOptions('30 days');
    await expectAccessible();
    await section.getByRole('button', { name: 'Make link' }).click();
    const link = section.getByLabelText('Invite link');
    await expect
      .element(link)
      .toHaveValue('https://csat.example.com/join#abcdefghijklmnopqrstuvwx~W10');
    await expectAccessible();
    await section.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect.element(section.getByText(/Copied/)).toBeVisible();
    expect(copy).toHaveBeenCalledWith(link.element().getAttribute('value'));
    expect(makeInvite).toHaveBeenCalledExactlyOnceWith({
      role: 'teammate',
      uses: 12,
      days: 30,
      inboxes: [{ inbox: 'zendesk', origin: 'https://acme.zendesk.com', pattern: null }],
    });
  });

  test('a number of people that is none is refused in words', async () => {
    const makeInvite = vi.fn(fakeOptionsPorts().makeInvite);
    const { section } = await renderTeam({ makeInvite });
    await section.getByRole('button', { name: 'Make an invite link' }).click();
    await section.getByLabelText('How many people').fill('0');
    await section.getByRole('button', { name: 'Make link' }).click();
    await expect.element(section.getByRole('alert')).toMatchTextContent(/from 1 to 10,000/);
    expect(makeInvite).not.toHaveBeenCalled();
  });

  test('the focus goes along with the form and back; Escape loses nothing that was filled in', async () => {
    const { section } = await renderTeam();
    const opener = section.getByRole('button', { name: 'Make an invite link' });
    await opener.click();
    await expect.element(section.getByLabelText('They join as')).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(opener).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await section.getByLabelText('How many people').fill('30');
    await userEvent.keyboard('{Escape}');
    await expect.element(section.getByLabelText('How many people')).toHaveValue(30);
    await section.getByRole('button', { name: 'Cancel' }).click();
    await section.getByRole('button', { name: 'Remove Tom…' }).click();
    await expect.element(section.getByRole('button', { name: 'Keep' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(section.getByRole('button', { name: 'Remove Tom…' })).toHaveFocus();
  });

  test('an open invite can be withdrawn', async () => {
    const withdrawInvite = vi.fn<OptionsPorts['withdrawInvite']>(async () => ({
      ok: true,
      value: null,
    }));
    const { section } = await renderTeam({ withdrawInvite });
    await expect.element(section).toMatchTextContent(/For 12 teammatesuntil 10 Nov 2026 · Zendesk/);
    await section.getByRole('button', { name: 'Withdraw' }).click();
    expect(withdrawInvite).toHaveBeenCalledExactlyOnceWith('i1');
  });

  test('offline it says what it needs; teammates and who is alone have no such section', async () => {
    const first = await renderTeam({}, { sync: offline });
    await expect.element(first.section).toMatchTextContent(/Needs the network/);
    await first.screen.unmount();
    const second = await renderTeam({}, { workspace: { ...acme, role: 'teammate' } });
    expect(second.section.query()).toBeNull();
    await second.screen.unmount();
    const third = await renderTeam({}, { workspace: solo });
    expect(third.section.query()).toBeNull();
  });
});
