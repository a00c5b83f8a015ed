import { describe, expect, test, vi } from 'vitest';
import type { PopupPorts } from '../../components/popup/popup-ports.ts';
import type { PopupView } from '../../lib/store/views.ts';
import { expectAccessible } from './axe.ts';
import { renderPopup } from './render-popup.tsx';
import { offline } from './views.ts';

describe('this tab', () => {
  test('shows the open conversation with its first topic', async () => {
    const { screen } = await renderPopup();
    const tab = screen.getByRole('region', { name: 'This tab' });
    await expect.element(tab).toMatchTextContent("Unhappy · rated: AI agentCan't change any more");
    await expect.element(tab).toMatchTextContent('Refund deadline61% of 67 · +2');
    const { dataset } = tab.element() as HTMLElement;
    expect(dataset).toMatchObject({ part: 'this-tab', conversation: 'c-1042', state: 'rated' });
  });

  test('a conversation that is not here is unknown, never "not rated"', async () => {
    const { screen } = await renderPopup({ sync: offline, conversation: null, topics: [] });
    const tab = screen.getByRole('region', { name: 'This tab' });
    await expect.element(tab).toMatchTextContent('Not on this computer');
    expect(tab.element().textContent).not.toMatch(/not rated/i);
  });

  test('a page that is no inbox shows no conversation; a hidden panel can be shown again', async () => {
    const showAgainOn = vi.fn(async () => {});
    const { screen } = await renderPopup(
      {},
      { recognise: async () => null, isHiddenOn: async () => true, showAgainOn },
    );
    await expect.element(screen.getByText('No conversation is open in this tab')).toBeVisible();
    await screen.getByRole('button', { name: 'Show again' }).click();
    expect(showAgainOn).toHaveBeenCalledWith('https://csat.example.com');
    await expect.element(screen.getByText(/panel is hidden/)).not.toBeInTheDocument();
  });

  test('a tab whose address the browser keeps to itself breaks nothing', async () => {
    const { screen } = await renderPopup(
      {},
      { currentTabAddress: () => Promise.reject(new Error()) },
    );
    await expect.element(screen.getByText('No conversation is open in this tab')).toBeVisible();
  });

  test('this tab names its source, and what is recorded elsewhere is connected by one click', async () => {
    const openPage = vi.fn<PopupPorts['openPage']>();
    const { screen } = await renderPopup(
      {
        conversation: null,
        topics: [],
        from: { kind: 'elsewhere', inbox: 'zendesk', platform: 'Zendesk' },
      },
      { openPage },
    );
    const tab = screen.getByRole('region', { name: 'This tab' });
    await expect.element(tab).toMatchTextContent(/Ratings are in Zendesk/);
    await tab.getByRole('button', { name: 'Connect Zendesk' }).click();
    expect(openPage).toHaveBeenCalledExactlyOnceWith('options', { connect: 'zendesk' });
  });
});

describe('a site on which the panel does not show yet', () => {
  const onZendesk: Partial<PopupPorts> = {
    currentTabAddress: async () => 'https://acme.zendesk.com/agent/tickets/341',
    recognise: async () => null,
    isShownOn: async () => false,
  };
  const nothingOpen: Partial<PopupView> = { conversation: null, from: null, topics: [] };

  test('is offered by one click that asks for this site only', async () => {
    const calls: string[] = [];
    const { screen } = await renderPopup(nothingOpen, {
      ...onZendesk,
      requestAccess(origins) {
        calls.push(`access ${origins.join(' ')} ${navigator.userActivation.isActive}`);
        return Promise.resolve(true);
      },
      async allowInbox({ inbox, origin }) {
        calls.push(`allow ${inbox} ${origin}`);
        return { ok: true, value: null };
      },
      isShownOn: async () => calls.length > 1,
    });
    await expectAccessible();
    await screen.getByRole('button', { name: 'Show Fivefaces here' }).click();
    await expect
      .element(screen.getByRole('button', { name: 'Show Fivefaces here' }))
      .not.toBeInTheDocument();
    expect(calls).toEqual([
      'access https://acme.zendesk.com true',
      'allow zendesk https://acme.zendesk.com',
    ]);
  });

  test('in a browser that asks under the popup it leads to Options with this site', async () => {
    const openPage = vi.fn<PopupPorts['openPage']>();
    const requestAccess = vi.fn(async () => true);
    const { screen } = await renderPopup(nothingOpen, {
      ...onZendesk,
      joinsHere: false,
      openPage,
      requestAccess,
    });
    await screen.getByRole('button', { name: 'Show Fivefaces here' }).click();
    expect(openPage).toHaveBeenCalledExactlyOnceWith('options', {
      inbox: 'https://acme.zendesk.com',
    });
    expect(requestAccess).not.toHaveBeenCalled();
  });

  test('a refusal is told', async () => {
    const { screen } = await renderPopup(nothingOpen, {
      ...onZendesk,
      requestAccess: async () => false,
    });
    await screen.getByRole('button', { name: 'Show Fivefaces here' }).click();
    await expect.element(screen.getByRole('alert')).toMatchTextContent(/Without your permission/);
  });

  test('any other site can be described in Options', async () => {
    const openPage = vi.fn<PopupPorts['openPage']>();
    const address = 'https://desk.example.com/conversation/7';
    const { screen } = await renderPopup(nothingOpen, {
      ...onZendesk,
      currentTabAddress: async () => address,
      openPage,
    });
    await screen.getByRole('button', { name: 'It is my inbox…' }).click();
    expect(openPage).toHaveBeenCalledExactlyOnceWith('options', { inbox: address });
  });
});
