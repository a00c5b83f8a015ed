import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { OptionsApp } from '../../components/options/options-app.tsx';
import type { OptionsPorts } from '../../components/options/options-ports.ts';
import { WelcomeApp } from '../../components/welcome/welcome-app.tsx';
import type { PopupView } from '../../lib/store/views.ts';
import { expectAccessible } from './axe.ts';
import { fakeOptionsPorts, fakeStore, fakeWelcomePorts, renderSurface } from './fakes.tsx';
import { chatwootSource, zendeskPlaces, zendeskSource } from './set-up-fakes.ts';
import { acme, notJoined, offline, popupView, solo, zendesk } from './views.ts';

const two: OptionsPorts['readSources'] = async () => ({
  ok: true,
  value: { sources: [zendeskSource, chatwootSource] },
});

async function renderOptions(
  change: Partial<OptionsPorts> = {},
  view: PopupView = { ...popupView, sources: [...popupView.sources, zendesk] },
) {
  const store = fakeStore({ popup: view });
  const ports = fakeOptionsPorts({ readSources: two, ...change });
  const { screen } = await renderSurface(<OptionsApp ports={ports} />, { reader: store.reader });
  const section = screen.getByRole('region', { name: 'Where ratings come from' });
  await expect.element(section).toBeVisible();
  const sourceOf = (id: 'zendesk' | 'chatwoot') =>
    section.getByRole('listitem', {
      name: { zendesk: zendeskSource, chatwoot: chatwootSource }[id].name,
    });
  return { screen, section, sourceOf, ...store };
}

async function renderWelcome(change: Parameters<typeof fakeWelcomePorts>[0] = {}) {
  const store = fakeStore({ popup: notJoined });
  const ports = fakeWelcomePorts(change);
  const { screen } = await renderSurface(<WelcomeApp ports={ports} />, { reader: store.reader });
  await expect.element(screen.getByRole('list', { name: 'Platforms' })).toBeVisible();
  return { screen, ...store };
}

describe('connecting a platform alone', () => {
  test('Zendesk by the signed-in session takes two clicks, one question of the browser, and no token', async () => {
    const calls: string[] = [];
    const { screen } = await renderWelcome({
      requestAccess(origins) {
        calls.push(`access ${origins.join(' ')} ${navigator.userActivation.isActive}`);
        return Promise.resolve(true);
      },
      async connectSource(post) {
        calls.push(`connect ${JSON.stringify(post)}`);
        return { ok: true, value: zendeskSource };
      },
      async allowInbox(inbox) {
        calls.push(`allow ${inbox.inbox} ${inbox.origin}`);
        return { ok: true, value: null };
      },
    });
    await screen.getByRole('button', { name: /^Zendesk/ }).click();
    await expect.element(screen.getByLabelText('Account')).toHaveFocus();
    await expectAccessible();
    await userEvent.keyboard('https://acme.zendesk.com/agent/tickets/341');
    await screen.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect.element(screen.getByText('Zendesk is connected')).toBeVisible();
    await expect
      .element(screen.getByText(/Open a conversation on acme\.zendesk\.com/))
      .toBeVisible();
    await expectAccessible();
    expect(calls).toEqual([
      'access https://acme.zendesk.com https://acme.zendesk.com true',
      expect.stringMatching(/^connect {"kind":"zendesk","config":{"subdomain":"acme".*}}$/),
      'allow zendesk https://acme.zendesk.com',
    ]);
  });

  test('Intercom asks at once for its API and for its inbox of the same region', async () => {
    const requestAccess = vi.fn(async () => true);
    const { screen } = await renderWelcome({ requestAccess });
    await screen.getByRole('button', { name: /^Intercom/ }).click();
    await screen.getByLabelText('Region').selectOptions('eu');
    await screen.getByLabelText('Access token').fill('made-up-token');
    await screen.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect.element(screen.getByText('Intercom is connected')).toBeVisible();
    expect(requestAccess).toHaveBeenCalledExactlyOnceWith([
      'https://api.eu.intercom.io',
      'https://app.eu.intercom.com',
    ]);
  });

  test('without the panel beside it only the API is asked for', async () => {
    const requestAccess = vi.fn(async () => true);
    const allowInbox = vi.fn(async () => ({ ok: true, value: null }) as const);
    const { screen } = await renderWelcome({ requestAccess, allowInbox });
    await screen.getByRole('button', { name: /^Intercom/ }).click();
    await screen.getByLabelText('Access token').fill('made-up-token');
    await screen.getByRole('checkbox', { name: 'Show the panel beside Intercom, too' }).click();
    await screen.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect.element(screen.getByText('Intercom is connected')).toBeVisible();
    expect(requestAccess).toHaveBeenCalledExactlyOnceWith(['https://api.intercom.io']);
    expect(allowInbox).not.toHaveBeenCalled();
  });

  test('what is missing or unreadable is said in words, and nothing is asked of the browser', async () => {
    const requestAccess = vi.fn(async () => true);
    const { screen } = await renderWelcome({ requestAccess });
    await screen.getByRole('button', { name: /^Intercom/ }).click();
    await screen.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect.element(screen.getByRole('alert')).toMatchTextContent('Access token is missing.');
    const token = screen.getByLabelText('Access token');
    await expect.element(token).toHaveAttribute('aria-invalid', 'true');
    await expect.element(token).toHaveAccessibleDescription(/Developer Hub.*missing/);
    await expect.element(token).toHaveFocus();
    await expectAccessible();
    await screen.getByRole('button', { name: 'Cancel' }).click();
    await screen.getByRole('button', { name: /^Zendesk/ }).click();
    await screen.getByLabelText('Account').fill('not an account!');
    await screen.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect.element(screen.getByRole('alert')).toBeVisible();
    expect(requestAccess).not.toHaveBeenCalled();
  });

  test('a refused permission and a wrong token are told with their remedies, and can be mended', async () => {
    const requestAccess = vi.fn(async () => true).mockResolvedValueOnce(false);
    const connectSource = vi.fn(fakeWelcomePorts().connectSource).mockResolvedValueOnce({
      ok: false,
      code: 'token_wrong',
      message: 'Intercom does not accept this token.',
      remedy: 'Copy it again from the Developer Hub.',
    });
    const { screen } = await renderWelcome({ requestAccess, connectSource });
    await screen.getByRole('button', { name: /^Intercom/ }).click();
    await screen.getByLabelText('Access token').fill('made-up-token');
    const connect = screen.getByRole('button', { name: 'Connect', exact: true });
    await connect.click();
    await expect
      .element(screen.getByRole('alert'))
      .toMatchTextContent(/can’t reach api\.intercom\.io and app\.intercom\.com\./);
    expect(connectSource).not.toHaveBeenCalled();
    await connect.click();
    await expect
      .element(screen.getByRole('alert'))
      .toMatchTextContent(/does not accept this token/);
    await expect.element(screen.getByLabelText('Access token')).toHaveValue('made-up-token');
    await connect.click();
    await expect.element(screen.getByText('Intercom is connected')).toBeVisible();
  });

  test('a credential is never readable on the screen nor offered to the browser’s keeping', async () => {
    const { screen } = await renderWelcome();
    await screen.getByRole('button', { name: /^Intercom/ }).click();
    const secret = screen.getByLabelText('Access token');
    await expect.element(secret).toHaveAttribute('type', 'password');
    await expect.element(secret).toHaveAttribute('autocomplete', 'new-password');
  });
});

describe('where ratings come from, in a team', () => {
  test('each source says when it was read, what it brought, and what is wrong with the remedy', async () => {
    const { sourceOf } = await renderOptions();
    await expect
      .element(sourceOf('zendesk'))
      .toMatchTextContent(/Last sync 2 min\.? ago · 1,234 conversations, 410 rated/);
    const broken = sourceOf('chatwoot');
    await expect.element(broken).toMatchTextContent(/Chatwoot does not accept this token\./);
    await expect.element(broken).toMatchTextContent(/Copy it again from your Chatwoot profile/);
    await expect.element(broken).toMatchTextContent(/1 thing was not understood/);
    await expectAccessible();
  });

  test('an admin connects without a question of the browser: the server asks the platform', async () => {
    const requestAccess = vi.fn(async () => true);
    const connectSource = vi.fn(fakeOptionsPorts().connectSource);
    const { screen } = await renderOptions({ requestAccess, connectSource });
    await screen.getByRole('button', { name: 'Connect another platform' }).click();
    await screen.getByRole('button', { name: /^Zendesk/ }).click();
    await screen.getByLabelText('Account').fill('acme');
    await screen.getByRole('button', { name: 'Connect', exact: true }).click();
    // A server has no session to read with.
    await expect.element(screen.getByRole('alert')).toMatchTextContent('Access token is missing.');
    await screen.getByLabelText('Access token').fill('made-up-token');
    await screen.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect.element(screen.getByText(/is connected$/)).toBeVisible();
    expect(requestAccess).not.toHaveBeenCalled();
    expect(connectSource).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ kind: 'zendesk', secret: 'made-up-token' }),
    );
  });

  test('testing tells the account that it leads to, or why it fails', async () => {
    const testSource = vi.fn(fakeOptionsPorts().testSource).mockResolvedValueOnce({
      ok: true,
      value: {
        ok: false,
        account: null,
        problem: {
          code: 'scope_missing',
          message: 'The token may not read tickets.',
          remedy: 'Give it the scope "read".',
        },
      },
    });
    const { sourceOf } = await renderOptions({ testSource });
    const card = sourceOf('zendesk');
    await card.getByRole('button', { name: 'Test' }).click();
    await expect.element(card.getByRole('alert')).toMatchTextContent(/may not read tickets.*scope/);
    await card.getByRole('button', { name: 'Test' }).click();
    await expect.element(card.getByText('It works: Acme (Zendesk)')).toBeVisible();
    expect(testSource).toHaveBeenCalledWith('zendesk');
  });

  test('the access is changed without showing the stored one; an empty field keeps it', async () => {
    const changeSource = vi.fn(fakeOptionsPorts().changeSource);
    const { sourceOf } = await renderOptions({ changeSource });
    const card = sourceOf('zendesk');
    await card.getByRole('button', { name: 'Change access…' }).click();
    await expect.element(card.getByLabelText('Account')).toHaveFocus();
    await expect.element(card.getByLabelText('Account')).toHaveValue('acme');
    await expect.element(card.getByLabelText('Access token')).toHaveValue('');
    await expectAccessible();
    await card.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => changeSource.mock.calls.length).toBe(1);
    expect(changeSource.mock.calls[0]?.[1]).not.toHaveProperty('secret');
    await expect.element(card.getByRole('button', { name: 'Change access…' })).toBeVisible();
  });

  test('disconnecting asks once, names what is erased for whom, and can be called off', async () => {
    const disconnectSource = vi.fn(fakeOptionsPorts().disconnectSource);
    const { sourceOf } = await renderOptions({ disconnectSource });
    const card = sourceOf('zendesk');
    await card.getByRole('button', { name: 'Disconnect…' }).click();
    await expect.element(card.getByRole('button', { name: 'Keep it' })).toHaveFocus();
    await expect
      .element(card)
      .toMatchTextContent(
        /1,234 conversations, 410 ratings\. ?They are erased from the server and from every teammate’s computer/,
      );
    await expect.element(card).toMatchTextContent(/Nothing changes in Zendesk\./);
    await expectAccessible();
    await card.getByRole('button', { name: 'Keep it' }).click();
    expect(disconnectSource).not.toHaveBeenCalled();
    await card.getByRole('button', { name: 'Disconnect…' }).click();
    await card.getByRole('button', { name: 'Disconnect and erase' }).click();
    expect(disconnectSource).toHaveBeenCalledExactlyOnceWith('zendesk');
  });

  test('a place that is switched by hand says its state and where exactly to change it', async () => {
    const { screen, section } = await renderOptions({
      readAsking: async (source) => ({
        ok: true,
        value: { places: source === 'zendesk' ? zendeskPlaces : [] },
      }),
    });
    await expect
      .element(screen.getByRole('link', { name: /^Change in Zendesk/ }))
      .toHaveAttribute('href', 'https://acme.zendesk.com/admin/people/end_user_satisfaction');
    expect(section.getByRole('switch', { name: 'Zendesk', exact: true }).query()).toBeNull();
  });

  test('a teammate sees what is connected and who changes it, and no button', async () => {
    const readSources = vi.fn(two);
    const { section } = await renderOptions(
      { readSources },
      {
        ...popupView,
        workspace: { ...acme, role: 'teammate' },
        sources: [...popupView.sources, zendesk],
      },
    );
    await expect.element(section).toMatchTextContent(/Acme \(Zendesk\)/);
    await expect.element(section).toMatchTextContent(/Admins connect platforms/);
    expect(section.getByRole('button').query()).toBeNull();
    expect(readSources).not.toHaveBeenCalled();
    await expectAccessible();
  });

  test('if the sources cannot be read it says why, and can be asked again', async () => {
    const readSources = vi.fn<OptionsPorts['readSources']>(two).mockResolvedValueOnce({
      ok: false,
      code: 'server',
      message: 'The server failed.',
      remedy: 'Try again.',
    });
    const { section, sourceOf } = await renderOptions({ readSources });
    await expect.element(section.getByRole('alert')).toMatchTextContent(/The server failed/);
    await section.getByRole('button', { name: 'Try again' }).click();
    await expect.element(sourceOf('zendesk')).toBeVisible();
  });

  test('offline the places that ask say what they need', async () => {
    const { sourceOf } = await renderOptions(
      { collectionPage: () => 'https://acme.zendesk.com/admin' },
      { ...popupView, sync: offline, sources: [...popupView.sources, zendesk] },
    );
    await expect.element(sourceOf('zendesk')).toMatchTextContent(/Needs the network/);
  });

  test('a link opens it with the platform chosen', async () => {
    const { screen } = await renderOptions({ link: { connect: 'zendesk', inbox: null } });
    await expect.element(screen.getByRole('heading', { name: 'Connect Zendesk' })).toBeVisible();
    await expect.element(screen.getByLabelText('Account')).toHaveFocus();
  });
});

describe('solo', () => {
  test('is labelled so, and can be left for a team or erased, with the consequence named', async () => {
    const leave = vi.fn<OptionsPorts['leave']>(async () => ({ ok: true, value: null }));
    const { screen } = await renderOptions(
      { leave },
      { ...popupView, workspace: solo, sources: [zendesk] },
    );
    const region = screen.getByRole('region', { name: 'Solo: only you see this' });
    await expect.element(region).toMatchTextContent(/in this browser alone/);
    await region.getByRole('button', { name: 'Join a team instead…' }).click();
    await expect
      .element(region)
      .toMatchTextContent(/what was collected here alone, which is erased/);
    await expect.element(region.getByLabelText('Invite link')).toBeVisible();
    await expectAccessible();
  });

  test('erasing everything asks once', async () => {
    const leave = vi.fn<OptionsPorts['leave']>(async () => ({ ok: true, value: null }));
    const { screen } = await renderOptions(
      { leave },
      { ...popupView, workspace: solo, sources: [zendesk] },
    );
    await screen.getByRole('button', { name: 'Erase everything…' }).click();
    await expect.element(screen.getByText(/reviews can’t/)).toBeVisible();
    expect(leave).not.toHaveBeenCalled();
    await screen.getByRole('button', { name: 'Erase everything', exact: true }).click();
    expect(leave).toHaveBeenCalledOnce();
  });
});
