import { describe, expect, test } from 'vitest';
import { WelcomeApp } from '../../components/welcome/welcome-app.tsx';
import type { SourceConversation } from '../../lib/sources/source.ts';
import { expectAccessible } from './axe.ts';
import { fakeStore, fakeWelcomePorts, renderSurface } from './fakes.tsx';
import { figures, fresh, notJoined, popupView, share, solo } from './views.ts';

const HEADER = 'Conversation ID,Started at,Rating,Comment,Topic';

function file(lines: readonly string[], name = 'export.csv'): File {
  return new File([lines.join('\n')], name, { type: 'text/csv' });
}

/** `count` rated conversations. */
function rows(count: number): string[] {
  return Array.from(
    { length: count },
    (_, index) => `c-${index},2026-10-01T10:00:00Z,${(index % 5) + 1},Thanks,Refund`,
  );
}

/** Welcome with a background that keeps what it is given. */
async function renderWelcome() {
  const parts: { name: string; begin: boolean; end: boolean; count: number }[] = [];
  const taken: SourceConversation[] = [];
  const { reader, show } = fakeStore({ popup: notJoined });
  const ports = fakeWelcomePorts({
    async takeFile({ name, begin, conversations, end }) {
      parts.push({ name, begin, end, count: conversations.length });
      taken.push(...conversations);
      const overall = figures(share(82, 100), null, 'all');
      const source = { id: 'file', kind: 'file', name, place: null, problem: null };
      if (end) {
        show({ popup: { ...popupView, workspace: solo, sources: [source], overall, sync: fresh } });
      }
      return { ok: true, value: { taken: conversations.length } };
    },
  });
  const { screen } = await renderSurface(<WelcomeApp ports={ports} />, { reader });
  const drop = (dropped: File) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(dropped);
    const place = document.querySelector('[data-part="drop-file"]');
    place?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  };
  await expect.element(screen.getByText('Drop a CSV here')).toBeVisible();
  return { screen, drop, parts, taken };
}

describe('a file', () => {
  test('with columns that are known is dropped and taken by one click, a batch at a time', async () => {
    const { screen, drop, parts, taken } = await renderWelcome();
    await expectAccessible();
    drop(file([HEADER, ...rows(1_234)], 'october.csv'));
    await expect.element(screen.getByRole('heading', { name: /^october\.csv/ })).toBeVisible();
    await expectAccessible();
    await screen.getByRole('button', { name: 'Show its score' }).click();
    await expect.element(screen.getByText('october.csv: 1,234 conversations taken')).toBeVisible();
    await expect.element(screen.getByText(/1,234 of them rated by customers/)).toBeVisible();
    await expect
      .element(screen.getByRole('region', { name: 'CSAT score' }))
      .toMatchTextContent(/82% happy82 of 100/);
    await expectAccessible();
    expect(taken).toHaveLength(1_234);
    expect(taken[1]).toMatchObject({ id: 'c-1', rating: { score: 2, sentiment: 'negative' } });
    expect(parts.every(({ count, name }) => count <= 500 && name === 'october')).toBe(true);
    expect(parts.map(({ begin }) => begin)).toEqual([true, false, false, false]);
    expect(parts.map(({ end }) => end)).toEqual([false, false, false, true]);
  });

  test('each line that is not taken is told with its reason', async () => {
    const { screen, drop } = await renderWelcome();
    drop(file([HEADER, ...rows(30), 'c-bad,not a day,5,Thanks,Refund']));
    await screen.getByRole('button', { name: 'Show its score' }).click();
    await expect.element(screen.getByText('export.csv: 30 conversations taken')).toBeVisible();
    await screen.getByText('1 line was left out').click();
    await expect.element(screen.getByText(/^Line 32: /)).toBeVisible();
  });

  test('with columns of other names can be taken once a person has chosen them', async () => {
    const { screen, drop, taken } = await renderWelcome();
    drop(
      file([
        'Ref;Opened;Stars;Thema',
        '4021;2026-10-01 10:11;5;Refund',
        '4022;2026-10-02 11:00;2;Refund',
      ]),
    );
    await expect
      .element(screen.getByText(/No column looks like the conversation’s id/))
      .toBeVisible();
    const take = screen.getByRole('button', { name: /^(Show its score|Take it)$/ });
    await expect.element(take).toHaveAttribute('aria-disabled', 'true');
    await expectAccessible();
    await screen.getByLabelText('Conversation’s id').selectOptions('Ref');
    await screen.getByLabelText('Topic').selectOptions('Thema');
    await expect
      .element(screen.getByText(/No column looks like the conversation’s id/))
      .not.toBeInTheDocument();
    await take.click();
    await expect.element(screen.getByText('export.csv: 2 conversations taken')).toBeVisible();
    expect(taken.map(({ id }) => id)).toEqual(['4021', '4022']);
    expect(taken[0]?.topics?.[0]?.title).toBe('Refund');
  });

  test('whose dates could be read in two ways asks which', async () => {
    const { screen, drop, taken } = await renderWelcome();
    drop(file([HEADER, 'c-1,03/04/2026 10:00,5,,Refund', 'c-2,05/06/2026 10:00,4,,Refund']));
    await screen.getByRole('radio', { name: '4 Mar 2026' }).click();
    await screen.getByRole('button', { name: 'Show its score' }).click();
    await expect.element(screen.getByText('export.csv: 2 conversations taken')).toBeVisible();
    expect(new Date(taken[0]?.startedAt ?? 0).getMonth()).toBe(2);
  });

  test('that is no CSV is refused in words', async () => {
    const { screen, drop } = await renderWelcome();
    drop(new File([new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0, 0])], 'export.xlsx'));
    await expect
      .element(screen.getByRole('alert'))
      .toMatchTextContent(/a workbook or an archive, not a CSV/);
    await expect.element(screen.getByText('Drop a CSV here')).toBeVisible();
    await expectAccessible();
  });

  test('none of whose lines can be taken says so and keeps what was chosen', async () => {
    const { screen, drop, taken } = await renderWelcome();
    drop(file([HEADER, ',2026-10-01T10:00:00Z,5,,', ',2026-10-01T10:00:00Z,4,,']));
    await screen.getByRole('button', { name: 'Show its score' }).click();
    await expect
      .element(screen.getByRole('alert'))
      .toMatchTextContent(/None of its 2 lines could be taken/);
    expect(taken).toEqual([]);
  });
});
