import '../../components/insights/insights.css';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { InsightsApp } from '../../components/insights/insights-app.tsx';
import type { InsightsPorts } from '../../components/insights/insights-ports.ts';
import type { ChangeItem } from '../../lib/contract/changes.ts';
import { noCounts, toRow } from '../../lib/csat/day-counts.ts';
import type { StoreReader } from '../../lib/store/views.ts';
import { expectAccessible } from './axe.ts';
import { fakeChoice, renderSurface } from './fakes.tsx';
import { sampleItems, storeOf } from './insights-store.ts';
import { acme, solo } from './views.ts';

const ports: InsightsPorts = {
  openPage: () => {},
  readTranscript: async () => ({ ok: false, code: 'network', message: 'offline', remedy: '' }),
  queueKeys: fakeChoice(true),
};
const sample = sampleItems();
const settings = sample.filter(({ kind }) => kind === 'settings');
/** 3 customers rated, of 8 who were asked in 9 conversations. */
const three: ChangeItem[] = [
  ...settings,
  {
    n: 9,
    kind: 'dayCounts',
    source: 'fivefaces',
    topic: null,
    month: '2026-11',
    days: [['2026-11-02', [9, 8, 3, 3, 0, 1, 0, 1, 1, 0, 0, 0]]],
  },
];

async function show(hash: string, reader: StoreReader) {
  await page.viewport(1280, 900);
  window.location.hash = hash;
  return (await renderSurface(<InsightsApp ports={ports} />, { reader })).screen;
}

async function showSample(hash: string) {
  return show(hash, (await storeOf(sample)).reader);
}

const text = (part: string) =>
  document.querySelector(`[data-part="${part}"]`)?.textContent?.replace(/\s+/g, ' ');
const rowsShown = () => document.querySelectorAll('.topics-table tr[data-topic]');
const topTopic = () => rowsShown()[0]?.getAttribute('data-topic');

afterEach(() => {
  window.history.replaceState(null, '', window.location.pathname);
});

describe('the overview', () => {
  it('shows score, answers, volume, trend and faces of the period, named, and nothing axe minds', async () => {
    const screen = await showSample('#/');
    await expect.element(screen.getByText('57% happy')).toBeVisible();
    expect(text('score')).toContain('44 of 77 happy · likely 46–68%');
    expect(text('score')).toContain('Down from 83% (53 of 64) before');
    expect(text('answered')).toContain('77 of 513 asked');
    expect(text('volume')).toContain('77in 575 conversations');
    expect(text('about')).toContain('last 30 days');
    await expect.element(screen.getByText('Demo data')).toBeVisible();
    await expectAccessible();
  });

  it('reads the trend out point by point, and has the same points as a table', async () => {
    const screen = await showSample('#/?period=90');
    const slider = screen.getByRole('slider');
    await expect.element(slider).toBeVisible();
    const said = () => slider.element().getAttribute('aria-valuetext') ?? '';
    slider.element().focus();
    await userEvent.keyboard('{Home}');
    const first = said();
    await userEvent.keyboard('{ArrowRight}');
    await expect.poll(said).not.toBe(first);
    await userEvent.keyboard('{End}');
    const points = Number(slider.element().getAttribute('aria-valuemax')) + 1;
    const last = said();
    // Today is not over.
    expect([first, last].map((words) => words.includes(', so far'))).toEqual([false, true]);
    const running = [...document.querySelectorAll('.trend-bar')].map((bar) =>
      bar.matches('.trend-bar-running'),
    );
    expect(running.indexOf(true)).toBe(points - 1);
    await screen.getByRole('radio', { name: 'Table' }).click();
    const rows = document.querySelectorAll('.trend-table tbody tr');
    expect(rows).toHaveLength(points);
    const [days = '', score = ''] = [...(rows[0]?.children ?? [])].map((cell) => cell.textContent);
    expect(last).toContain(days);
    expect(last).toContain(/\d+%/.exec(score)?.[0] ?? score);
    await expectAccessible();
  });

  it('counts channel and handling among the conversations kept here, and says so', async () => {
    const screen = await showSample('#/?period=365');
    await expect.element(screen.getByText('73% happy')).toBeVisible();
    await screen.getByLabelText('Who answered').selectOptions('Handed over');
    await expect.poll(() => text('about')).toContain('Counted among the 2,948 conversations');
    await expect.element(screen.getByText('20 of 47 happy', { exact: false })).toBeVisible();
    expect(window.location.hash).toBe('#/?period=365&handling=handed_over');
    await screen.getByRole('button', { name: 'Clear' }).click();
    await expect.element(screen.getByRole('combobox', { name: 'Period' })).toHaveFocus();
    await expect.element(screen.getByText('73% happy')).toBeVisible();
  });

  it('shows 3 ratings as counts, and none as no score', async () => {
    const { reader } = await storeOf(three);
    const screen = await show('#/', reader);
    await expect.element(screen.getByText('2 of 3 happy')).toBeVisible();
    expect(text('score')).not.toContain('%');
    expect(text('trend')).toContain('A chart needs 30 ratings');
    expect(document.querySelector('[role="slider"]')).toBeNull();
    await expectAccessible();
    await screen.unmount();
    const empty = await storeOf(settings);
    const none = await show('#/', empty.reader);
    await expect.element(none.getByText('No ratings yet').first()).toBeVisible();
    expect(document.querySelector('[data-part="score"]')?.textContent).not.toMatch(/\d/);
    // With so few ratings the automatic period is all time already.
    const wider = none.getByRole('link', { name: 'Look at all time' });
    await expect.element(wider).not.toBeInTheDocument();
    window.location.hash = '#/?period=30';
    await wider.click();
    await expect.element(wider).not.toBeInTheDocument();
    expect(window.location.hash).toBe('#/?period=all');
  });

  it('offers all time for an empty queue only where that is more than what is shown', async () => {
    const { reader } = await storeOf(settings);
    const screen = await show('#/review', reader);
    await expect.element(screen.getByRole('heading', { name: 'Nothing to review' })).toBeVisible();
    const wider = screen.getByRole('link', { name: 'Look at all time' });
    await expect.element(wider).not.toBeInTheDocument();
    window.location.hash = '#/review?handling=handed_over';
    await wider.click();
    expect(window.location.hash).toBe('#/review?period=all');
    await expect.element(wider).not.toBeInTheDocument();
  });

  it('says that the first scores are loading rather than that there are none', async () => {
    const { reader } = await storeOf(settings, { more: true });
    const screen = await show('#/', reader);
    await expect.element(screen.getByText('Scores are loading', { exact: false })).toBeVisible();
    expect(document.body.textContent).not.toContain('No ratings yet');
  });

  it('keeps ratings from a teammate where only admins see them, and says who decided', async () => {
    const hidden = sample.map((item) =>
      item.kind === 'settings' ? { ...item, seesRatings: 'admins' as const } : item,
    );
    const { reader } = await storeOf(hidden, { workspace: { ...acme, role: 'teammate' } });
    const screen = await show('#/', reader);
    await expect.element(screen.getByText('Only admins see ratings')).toBeVisible();
    expect(document.body.textContent).not.toMatch(/happy|likely/);
    await screen.getByRole('link', { name: 'Topics' }).click();
    await expect.poll(() => rowsShown().length).toBeGreaterThan(5);
    expect(document.querySelector('.topics-table')?.textContent).not.toMatch(/%|happy/);
    await screen.unmount();
    const alone = await storeOf(
      settings.map((item) =>
        item.kind === 'settings'
          ? { ...item, workspace: { ...item.workspace, demo: false } }
          : item,
      ),
      { workspace: solo },
    );
    const own = await show('#/', alone.reader);
    await expect.element(own.getByText('Solo: only you see this')).toBeVisible();
  });

  it('leads on to set-up where nothing is joined', async () => {
    const { reader } = await storeOf([]);
    const nobody: StoreReader = {
      ...reader,
      popup: async (query) => ({ ...(await reader.popup(query)), workspace: null }),
      follow: (read, listener, onError) => void read(nobody).then(listener, onError),
    };
    const screen = await show('#/topics', nobody);
    await expect.element(screen.getByRole('button', { name: 'Finish set-up' })).toBeVisible();
  });
});

describe('going about in Insights', () => {
  it('begins days of one’s own at today in the workspace’s time zone', async () => {
    // In UTC it is 14:22 on the 3rd; on Kiritimati the 4th has begun.
    const there = sample.map((item) =>
      item.kind === 'settings'
        ? { ...item, workspace: { ...item.workspace, timeZone: 'Pacific/Kiritimati' } }
        : item,
    );
    const screen = await show('#/', (await storeOf(there)).reader);
    await screen.getByLabelText('Period', { exact: true }).selectOptions('From … to …');
    await expect.element(screen.getByLabelText('Last day')).toHaveValue('2026-11-04');
    await expect.element(screen.getByLabelText('First day')).toHaveValue('2026-10-06');
  });

  it('names each page, focuses its heading, and goes back and forward', async () => {
    const screen = await showSample('#/');
    await expect.element(screen.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
    await screen.getByRole('link', { name: 'Topics', exact: true }).click();
    const topics = screen.getByRole('heading', { name: 'Topics', level: 1 });
    await expect.element(topics).toHaveFocus();
    expect(document.title).toBe('Topics · Fivefaces Insights');
    await screen.getByLabelText('Category').selectOptions('Bug');
    await expect.poll(() => window.location.hash).toBe('#/topics?category=bug');
    window.history.back();
    await expect.poll(() => window.location.hash).toBe('#/topics');
    await expect.element(screen.getByLabelText('Category')).toHaveDisplayValue('All categories');
    window.history.back();
    await expect.element(screen.getByRole('heading', { name: 'Overview', level: 1 })).toHaveFocus();
    window.history.forward();
    await expect.element(topics).toHaveFocus();
  });
});

describe('the topics table', () => {
  it('is ordered by what is to review; searched, filtered and ordered anew by its address', async () => {
    const screen = await showSample('#/topics?period=90');
    await expect.poll(topTopic).toBeTruthy();
    const cells = (column: string) =>
      [...rowsShown()].map((row) => row.querySelector(`[data-column="${column}"]`)?.textContent);
    const toReview = cells('to_review').map(Number);
    expect(toReview).toEqual(toReview.toSorted((a, b) => b - a));
    expect(text('about')).toContain('last 90 days');
    await expectAccessible();
    await screen.getByRole('button', { name: 'Likely' }).click();
    const head = screen.getByRole('columnheader', { name: 'Likely' });
    await expect.element(head).toHaveAttribute('aria-sort', 'ascending');
    const upper = () =>
      cells('surely_low')
        .flatMap((cell) => /–(\d+)%/.exec(cell ?? '')?.[1] ?? [])
        .map(Number);
    expect(upper()).toEqual(upper().toSorted((a, b) => a - b));
    await screen.getByRole('button', { name: 'Topic', exact: true }).click();
    await expect.poll(() => window.location.hash).toContain('sort=title');
    const before = window.history.length;
    await screen.getByRole('searchbox').fill('refund');
    await expect.element(screen.getByText('2 of 26 topics')).toBeVisible();
    // What is typed makes no step to go back by.
    expect(window.history.length).toBe(before);
    await screen.getByRole('searchbox').fill('no such thing');
    await screen.getByRole('button', { name: 'Show all topics' }).click();
    await expect.element(screen.getByText('26 topics', { exact: true })).toBeVisible();
    await expect.element(screen.getByRole('searchbox')).toHaveFocus();
  });

  it('holds 2,000 topics, and draws only those near the screen', async () => {
    const many: ChangeItem[] = Array.from({ length: 2_000 }, (_, index) => [
      {
        n: 2,
        kind: 'topic' as const,
        topic: {
          id: `t${index}`,
          title: `Topic ${index}`,
          category: null,
          status: 'open' as const,
          knownProblem: null,
        },
      },
      {
        n: 2,
        kind: 'dayCounts' as const,
        source: 'fivefaces',
        topic: `t${index}`,
        month: '2026-11',
        days: [
          ['2026-11-01', toRow({ ...noCounts(), conversations: 2_000, score1: 2_000 - index })],
        ],
      } as ChangeItem,
    ]).flat();
    const { reader } = await storeOf([...settings, ...many]);
    const screen = await show('#/topics?period=30', reader);
    await expect.poll(topTopic).toBe('t0');
    const table = screen.getByRole('table');
    await expect.element(table).toHaveAttribute('aria-rowcount', '2001');
    expect(rowsShown().length).toBeLessThan(80);
    window.scrollTo(0, document.documentElement.scrollHeight);
    await expect.poll(() => [...rowsShown()].at(-1)?.getAttribute('aria-rowindex')).toBe('2001');
    expect(rowsShown().length).toBeLessThan(80);
    window.scrollTo(0, 0);
  });

  it('goes into a file as it is listed, with counts and no customer', async () => {
    const files: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
      files.push(file as Blob);
      return 'blob:none';
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
    const screen = await showSample('#/topics?period=90&search=refund&compare=none');
    await screen.getByRole('button', { name: 'Export CSV: topics' }).click();
    await expect.poll(() => files.length).toBe(1);
    const lines = ((await files[0]?.text()) ?? '').trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('Topic,ID,Category,Status,Known problem,Conversations');
    expect(lines[1]).toContain('Refund deadline');
    expect(lines[1]).toContain(',86,57,29,0.6628,');
  });
});
