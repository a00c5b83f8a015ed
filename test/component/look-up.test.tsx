import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { LookUpApp } from '../../components/look-up/look-up-app.tsx';
import type { SurfaceActions } from '../../components/surface.ts';
import { expectAccessible } from './axe.ts';
import { fakeActions, fakeChoice, fakePorts, fakeStore, renderSurface } from './fakes.tsx';
import { renderPopup } from './render-popup.tsx';
import {
  chatwoot,
  final,
  firstSync,
  lookUpView,
  notJoined,
  offline,
  popupView,
  rated,
  silent,
  zendesk,
} from './views.ts';

describe('the look-up', () => {
  const found = [final(rated(2)), { ...silent, id: 'c-1043', ticketId: '4711' }];

  test('finds conversations with face, topic, ticket and date, also offline', async () => {
    const asked: string[] = [];
    const { screen } = await renderPopup(
      { sync: offline },
      {},
      {
        lookUp: ({ text }) => {
          asked.push(text);
          return { ...lookUpView, found, sync: offline };
        },
      },
    );
    await screen.getByLabelText('Find a conversation').fill('  c-104 ');
    const [first, second] = [
      screen.getByRole('listitem').filter({ hasText: 'c-1042' }),
      screen.getByRole('listitem').filter({ hasText: 'c-1043' }),
    ];
    await expect.element(first).toMatchTextContent(/Unhappy · Refund deadline/);
    await expect.element(second).toMatchTextContent(/Not rated · ticket 4711/);
    expect(first.element().querySelector('[data-field="score"]')?.getAttribute('value')).toBe('2');
    expect((second.element() as HTMLElement).dataset.state).toBe('unrated');
    expect(asked.every((text) => text === text.trim())).toBe(true);
    await expectAccessible();
  });

  test('what is not here is not called "not rated"', async () => {
    const { screen, show } = await renderPopup(
      {},
      {},
      {
        lookUp: { found: [], topics: [], sync: offline },
      },
    );
    await screen.getByLabelText('Find a conversation').fill('c-9');
    await expect.element(screen.getByText('Rated or not: unknown until online.')).toBeVisible();
    show({ lookUp: { found: [], topics: [], sync: popupView.sync } });
    await expect.element(screen.getByText(/It may be on the server/)).toBeVisible();
    show({ lookUp: { found: [], topics: [], sync: firstSync } });
    await expect.element(screen.getByText(/still loading 1,200 of 4,000/)).toBeVisible();
    expect(document.querySelector('[data-part="look-up"]')?.textContent).not.toMatch(/not rated/i);
  });

  test('words of a comment are marked in it, as text', async () => {
    const comment = 'It kept sending the <b>same</b> link about my refund.';
    const { screen } = await renderPopup(
      {},
      {},
      { lookUp: { ...lookUpView, found: [final(rated(2, { comment }))] } },
    );
    await screen.getByLabelText('Find a conversation').fill('REFUND same');
    const hit = screen.getByRole('listitem').filter({ hasText: 'c-1042' });
    await expect.element(hit).toMatchTextContent(comment);
    const marks = [...hit.element().querySelectorAll('mark')].map((mark) => mark.textContent);
    expect(marks).toEqual(['same', 'refund']);
    expect(hit.element().querySelector('b')).toBeNull();
    await expectAccessible();
  });

  test('what is typed is looked for as it is: marks of a pattern mean nothing', async () => {
    const comment = 'Order a-1/b (twice) at $5.00 [net] was wrong.';
    const { screen } = await renderPopup(
      {},
      {},
      { lookUp: { ...lookUpView, found: [final(rated(2, { comment }))] } },
    );
    const field = screen.getByLabelText('Find a conversation');
    for (const word of ['a-1/b', '(twice)', '$5.00', '[net]']) {
      await field.fill(word);
      await expect.element(screen.getByText(word, { exact: true })).toBeVisible();
      expect(document.querySelector('mark')?.textContent).toBe(word);
    }
    for (const word of ['\\', '*+?', 'a-(', '{2}', '😫-😁']) await field.fill(word);
    await expect
      .element(screen.getByRole('listitem').filter({ hasText: 'c-1042' }))
      .toMatchTextContent('c-1042');
  });

  test('an id that is not here can be asked for at the server, and what it knows shows up', async () => {
    const actions = fakeActions();
    const { screen, show } = await renderPopup(
      {},
      {},
      { lookUp: { found: [], topics: [], sync: popupView.sync } },
      actions,
    );
    vi.mocked(actions.lookThrough).mockImplementationOnce(async () => {
      show({ lookUp: { ...lookUpView, found: [{ ...final(rated(1)), id: 'c-9' }] } });
      return { ok: true, value: { found: true } };
    });
    await screen.getByLabelText('Find a conversation').fill('c-9');
    await screen.getByRole('button', { name: 'Ask the server' }).click();
    expect(actions.lookThrough).toHaveBeenCalledWith({
      inbox: 'fivefaces',
      place: null,
      conversation: 'c-9',
      ticket: null,
    });
    await expect.element(screen.getByText('Very unhappy · Refund deadline')).toBeVisible();
    show({ lookUp: { found: [], topics: [], sync: popupView.sync } });
    await screen.getByLabelText('Find a conversation').fill('c-10');
    await screen.getByRole('button', { name: 'Ask the server' }).click();
    await expect.element(screen.getByText(/The server does not know it either/)).toBeVisible();
    await expectAccessible();
    await screen.getByLabelText('Find a conversation').fill('several words');
    await expect.element(screen.getByText(/Fivefaces has not heard of it/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Ask the server' }).query()).toBeNull();
  });

  test('topics are found by their title', async () => {
    const { screen } = await renderPopup();
    await screen.getByLabelText('Find a conversation').fill('refund');
    const look = screen.getByRole('region', { name: 'Find' });
    await expect.element(look.getByText('Refund deadline')).toBeVisible();
  });

  test('an id that is not here is asked for at each of them until one has it', async () => {
    const lookThrough = vi.fn<SurfaceActions['lookThrough']>(async ({ inbox }) => ({
      ok: true,
      value: { found: inbox === 'zendesk' },
    }));
    const { screen } = await renderPopup(
      { sources: [...popupView.sources, zendesk, chatwoot] },
      {},
      { lookUp: { ...lookUpView, topics: [] } },
      fakeActions({ lookThrough }),
    );
    await screen.getByLabelText('Find a conversation').fill('4711');
    await screen.getByRole('button', { name: 'Ask the server' }).click();
    await expect.poll(() => lookThrough.mock.calls.length).toBe(2);
    expect(lookThrough.mock.calls.map(([open]) => open.inbox)).toEqual(['fivefaces', 'zendesk']);
  });
});

describe('the look-up by keyboard', () => {
  const lookUp = {
    ...lookUpView,
    found: [final(rated(2)), { ...silent, id: 'c-1043' }],
    topics: [...lookUpView.topics, { id: 'voucher', title: 'Refund by voucher' }],
  };

  test('/ brings the focus to the box, arrows go through what was found and back', async () => {
    const { screen } = await renderPopup({}, {}, { lookUp });
    await userEvent.keyboard('/');
    const box = screen.getByLabelText('Find a conversation');
    await expect.element(box).toHaveFocus();
    await expect.element(box).toHaveValue('');
    await userEvent.keyboard('refund/1');
    await expect.element(box).toHaveValue('refund/1');
    await expect.element(screen.getByRole('link', { name: /^Topic Refund by/ })).toBeVisible();
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement?.textContent).toContain('c-1042');
    await userEvent.keyboard('{End}');
    await expect.element(screen.getByRole('link', { name: /^Topic Refund by/ })).toHaveFocus();
    await expect
      .element(screen.getByRole('link', { name: /^Topic Refund by/ }))
      .toHaveAttribute('href', '/insights.html#/topics/voucher');
    await userEvent.keyboard('{Home}{ArrowUp}');
    await expect.element(box).toHaveFocus();
    await expectAccessible();
  });

  test('recent ones are offered, kept on Enter without e-mail addresses, and can be cleared', async () => {
    const recent = fakeChoice<readonly string[]>(['c-7']);
    const { screen } = await renderPopup({}, { recentLookUps: recent }, {});
    const box = screen.getByLabelText('Find a conversation');
    await box.fill('ana@example.com');
    await userEvent.keyboard('{Enter}');
    await box.fill('missing words');
    await userEvent.keyboard('{Enter}');
    expect(recent.current()).toEqual(['missing words', 'c-7']);
    await box.fill('');
    await expectAccessible();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await expect.element(box).toHaveValue('c-7');
    await box.fill('');
    await screen.getByRole('button', { name: 'Clear' }).click();
    expect(recent.current()).toEqual([]);
    await expect.element(box).toHaveFocus();
  });
});

describe('the look-up in a window of its own', () => {
  test('looks up what was selected, also offline, and keeps it among the recent ones', async () => {
    const recent = fakeChoice<readonly string[]>([]);
    const asked: string[] = [];
    const { reader } = fakeStore({
      popup: { ...popupView, sync: offline },
      lookUp: ({ text }) => {
        asked.push(text);
        return { ...lookUpView, found: [final(rated(2))], sync: offline };
      },
    });
    const ports = fakePorts({ recentLookUps: recent });
    const { screen } = await renderSurface(<LookUpApp ports={ports} find="c-1042" />, { reader });
    await expect.element(screen.getByText('Unhappy · Refund deadline')).toBeVisible();
    await expect.element(screen.getByLabelText('Find a conversation')).toHaveFocus();
    expect(asked).toContain('c-1042');
    expect(recent.current()).toEqual(['c-1042']);
    await expectAccessible();
  });

  test('before anything is connected it says so', async () => {
    const { reader } = fakeStore({ popup: { ...popupView, ...notJoined } });
    const { screen } = await renderSurface(<LookUpApp ports={fakePorts()} find="" />, { reader });
    await expect.element(screen.getByText('Not connected yet')).toBeVisible();
    await expectAccessible();
  });
});
