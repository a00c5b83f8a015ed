import { describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { PanelApp } from '../../components/panel/panel-app.tsx';
import { expectAccessible } from './axe.ts';
import { fakeHost, fakeStore, LAYOUT, renderSurface } from './fakes.tsx';
import { field, renderPanel } from './render-panel.tsx';
import {
  delivery,
  figures,
  final,
  MINUTE,
  NOW,
  own,
  panelView,
  rated,
  refund,
  share,
  silent,
  zendesk,
} from './views.ts';

describe('topics', () => {
  test('the first topic shows score, count, likely range, change, what is to review and its known problem', async () => {
    const { screen } = await renderPanel();
    const topic = screen.getByRole('article', { name: 'Refund deadline' });
    for (const words of [
      '61% happy',
      '41 of 67',
      'likely 49–72% · last 30 days',
      'from 82% (98 of 120) before',
      '6 to review',
      'Known problem: AI says 14 days, policy is 30. Being fixed.',
    ]) {
      await expect.element(topic).toMatchTextContent(words);
    }
    expect(field('topic', 'rated')).toBe('67');
    expect(field('topic', 'positive')).toBe('41');
    expect(Number(field('topic', 'csat'))).toBe(41 / 67);
    expect(document.querySelector('[data-topic="refund-deadline"]')).not.toBeNull();
  });

  test('the others open with "+2 topics" by keyboard', async () => {
    const { screen } = await renderPanel();
    const more = screen.getByRole('button', { name: '+2 topics' });
    await expect.element(more).toHaveAttribute('aria-expanded', 'false');
    (more.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByText('Where is my parcel?')).toBeVisible();
    await expect.element(screen.getByText('Few ratings')).toBeVisible();
    await expect.element(screen.getByText(/likely 47–91%/)).toBeVisible();
    await expect.element(screen.getByText('2 of 3 happy')).toBeVisible();
    await expectAccessible();
  });

  test('of several topics, one that only looks changed among many is not called so', async () => {
    // 70 of 100 after 83 of 100: below 5 % alone, not when corrected for three comparisons.
    const worse = figures(share(70, 100), share(82, 100));
    const same = figures(share(80, 100), share(80, 100));
    const topics = [
      { ...refund, figures: worse },
      { ...delivery, figures: same },
      { ...delivery, id: 'other', figures: same },
    ];
    const alone = await renderPanel({ ...panelView, topics: topics.slice(0, 1) });
    await expect.element(alone.screen.getByText(/from 82%/)).toBeVisible();
    await alone.screen.unmount();
    const { screen } = await renderPanel({ ...panelView, topics });
    const topic = screen.getByRole('article', { name: 'Refund deadline' });
    await expect.element(topic).toMatchTextContent('No clear change');
  });

  test('of a fresh chat it says when topics come', async () => {
    const { screen } = await renderPanel({ ...panelView, conversation: silent, topics: [] });
    await expect
      .element(screen.getByText('Topics come about 1 h after the chat ends'))
      .toBeVisible();
  });

  test('of an old chat without topics it promises none', async () => {
    const old = { ...panelView, conversation: final(rated(2)), topics: [] };
    const later = NOW + 3 * 60 * MINUTE;
    const { reader } = fakeStore({ panel: old });
    const { host } = fakeHost(reader);
    const { screen } = await renderSurface(<PanelApp host={host} />, { reader, now: () => later });
    await expect.element(screen.getByText('Unhappy')).toBeVisible();
    expect(screen.container.textContent).not.toContain('Topics come');
  });
});

describe('AI CSAT', () => {
  test('a clash with the customer is flagged, and the reason is one click away', async () => {
    const { screen } = await renderPanel();
    await expect.element(screen.getByText('Disagrees')).toBeVisible();
    await screen.getByText('AI CSAT').click();
    await expect
      .element(screen.getByText('The customer thanked and closed the chat.'))
      .toBeVisible();
    await expectAccessible();
  });

  test('beside an unrated chat it clashes with nothing', async () => {
    const conversation = { ...silent, predicted: { score: 1 as const, reason: null } };
    const { screen } = await renderPanel({ ...panelView, conversation });
    await expect.element(screen.getByText('Made by a model, in no score')).toBeVisible();
    expect(screen.container.textContent).not.toContain('Disagrees');
  });
});

describe('this customer before', () => {
  test('faces and dates stand in one line; behind it each has its name, its words and its conversation', async () => {
    const { screen, host } = await renderPanel();
    await screen.getByText('This customer before').click();
    await expectAccessible();
    const link = screen.getByRole('link', { name: /Very happy ?Aug/ });
    await expect
      .element(link)
      .toHaveAttribute('href', 'https://csat.example.com/inbox/conversations/c-900');
    // Of this very site: it opens where the inbox itself would open it.
    await link.click();
    expect(host.go).toHaveBeenCalledWith('https://csat.example.com/inbox/conversations/c-900');
  });
});

describe('this customer before, in a platform', () => {
  test('a rating without a face is named in words and leads to its ticket', async () => {
    const { screen } = await renderPanel({
      ...panelView,
      sources: [own, zendesk],
      earlier: [
        {
          source: 'zendesk',
          id: '341',
          startedAt: NOW - 400 * 24 * 60 * MINUTE,
          rating: {
            score: null,
            sentiment: 'negative',
            comment: null,
            ratedAt: NOW,
            byTeam: false,
            of: 'unknown',
          },
          internal: false,
        },
      ],
    });
    await screen.getByText('This customer before').click();
    await expect
      .element(screen.getByRole('link', { name: /Zendesk: bad ?Sept? 2025/ }))
      .toHaveAttribute('href', 'https://acme.zendesk.com/agent/tickets/341');
  });
});

describe('the foot', () => {
  test('shows the overall score with its numbers for machines and how fresh it is', async () => {
    const { screen } = await renderPanel();
    const foot = screen.getByRole('region', { name: 'All conversations' });
    for (const words of ['82% happy', '412 of 503', 'likely 78–85%', 'last 30 days', '2 min ago']) {
      await expect.element(foot).toMatchTextContent(words);
    }
    expect(field('overall', 'rated')).toBe('503');
    expect(field('overall', 'positive')).toBe('412');
    expect(Number(field('overall', 'csat'))).toBe(412 / 503);
  });

  test('another period is asked for and kept', async () => {
    const asked: unknown[] = [];
    const { reader } = fakeStore({
      panel: ({ period }) => {
        asked.push(period);
        return {
          ...panelView,
          overall: period === 'all' ? figures(share(900, 1_000), null, 'all') : panelView.overall,
        };
      },
    });
    const { host } = fakeHost(reader);
    const { screen, period } = await renderSurface(<PanelApp host={host} />, { reader });
    await screen.getByLabelText('Period').selectOptions('All time');
    await expect
      .element(screen.getByRole('region', { name: 'All conversations' }))
      .toMatchTextContent('900 of 1,000');
    await expect
      .element(screen.getByRole('region', { name: 'All conversations' }))
      .toMatchTextContent('all time');
    expect(asked).toContain('all');
    expect(period.current()).toBe('all');
  });

  test('ⓘ tells the formula and the bias, and Esc closes only it', async () => {
    const { screen, host, layOut } = await renderPanel();
    layOut({ ...LAYOUT, overlay: true });
    await screen.getByRole('button', { name: 'About this score' }).click();
    await expect.element(screen.getByText(/÷ all ratings/)).toBeVisible();
    await expect.element(screen.getByText(/answers lean to the extremes/)).toBeVisible();
    await expectAccessible();
    await userEvent.keyboard('{Escape}');
    await expect.element(screen.getByText(/÷ all ratings/)).not.toBeInTheDocument();
    expect(host.collapse).not.toHaveBeenCalled();
    await userEvent.keyboard('{Escape}');
    expect(host.collapse).toHaveBeenCalledOnce();
  });
});

describe('the frame', () => {
  test('beside the page Esc leaves it open', async () => {
    const { host } = await renderPanel();
    await userEvent.keyboard('{Escape}');
    expect(host.collapse).not.toHaveBeenCalled();
  });

  test('it can be closed, pinned and hidden on the site', async () => {
    const { screen, host } = await renderPanel();
    await screen.getByRole('button', { name: 'Close panel' }).click();
    expect(host.collapse).toHaveBeenCalledOnce();
    await screen.getByRole('button', { name: 'Panel menu' }).click();
    await expectAccessible();
    await screen.getByRole('button', { name: 'Pin beside the page' }).click();
    expect(host.pin).toHaveBeenCalledWith(true);
    await screen.getByRole('button', { name: 'Panel menu' }).click();
    await screen.getByRole('button', { name: 'Hide on this site' }).click();
    expect(host.hideOnSite).toHaveBeenCalledOnce();
  });
});
