import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ChangeItem } from '../../lib/contract/changes.ts';
import { expectAccessible } from './axe.ts';
import { fakePorts, items, onSample, open, three } from './insights-conversations-fakes.tsx';
import { NOW, offline, zendesk } from './views.ts';

/** The review queue of Insights, on the real store with sample data. */

onSample();

describe('the review queue', () => {
  test('goes from one to the next by keys alone: take, cause, step, note, done, back', async () => {
    const { screen, actions, current, part, field } = await open('#/review?period=90', three());
    await expect.poll(current).toBe('c-1');
    // By a link the heading has the focus, by an address the list: both are in the queue.
    await expect.poll(() => document.activeElement?.closest('.queue')).not.toBeNull();
    expect(window.location.hash).toContain('/review/fivefaces/c-1');
    const last = () => vi.mocked(actions.saveReview).mock.lastCall?.[0];

    await userEvent.keyboard('j');
    await expect.poll(current).toBe('c-2');
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(current).toBe('c-3');
    await userEvent.keyboard('k{ArrowUp}');
    await expect.poll(current).toBe('c-1');

    await userEvent.keyboard('t');
    await expect.poll(() => last()?.takenBy?.id).toBe('p1');
    await expect.poll(() => field('mine-taken')).toBe('1');
    await userEvent.keyboard('2');
    await expect.poll(() => last()?.cause).toBe('did_not_know');
    await userEvent.keyboard('s');
    await userEvent.keyboard(' ');
    await expect.poll(() => last()?.nextStep).not.toBeNull();
    await userEvent.keyboard('n');
    await expect.element(screen.getByLabelText('Note')).toHaveFocus();
    // In a text field letters are letters.
    await userEvent.keyboard('jd{Escape}');
    await expect.poll(() => last()?.note).toBe('jd');
    await expect
      .poll(() => document.activeElement?.closest('li')?.dataset.conversation)
      .toBe('c-1');
    expect(current()).toBe('c-1');

    await userEvent.keyboard('d');
    await expect.poll(() => last()?.done).toBe(true);
    await expect.poll(current).toBe('c-2');
    await expect
      .poll(() => document.activeElement?.closest('li')?.dataset.conversation)
      .toBe('c-2');
    await expect.poll(() => part('queue-list')?.querySelectorAll('ol > li').length).toBe(2);
    await expect
      .poll(() => [field('to-review'), field('done'), field('mine-done')])
      .toEqual(['2', '1', '1']);

    await screen.getByRole('button', { name: 'Back to it' }).click();
    await expect.poll(() => part('open')?.getAttribute('data-conversation')).toBe('c-1');
    await expect.element(screen.getByRole('button', { name: 'Reopen' })).toBeVisible();
    await expectAccessible();
  });

  test('has what somebody flagged, also offline, with who and when, until it is done', async () => {
    const given = three().map((item) =>
      item.kind === 'conversation' && item.conversation.id === 'c-3'
        ? { ...item, conversation: { ...item.conversation, rating: null } }
        : item,
    );
    const { screen, store, part, field, current } = await open('#/review?period=90', given, {
      problem: offline.problem,
    });
    await expect.poll(current).toBe('c-1');
    expect(part('queue-list')?.querySelectorAll('ol > li').length).toBe(2);
    await expect.element(screen.getByRole('radio', { name: /^Flagged/ })).not.toBeInTheDocument();
    await store.keepEdit({
      edit: crypto.randomUUID(),
      subject: 'conversation',
      source: 'fivefaces',
      id: 'c-3',
      version: 0,
      takenBy: null,
      cause: null,
      nextStep: null,
      note: null,
      done: false,
      madeAt: NOW,
    });
    await screen.getByRole('radio', { name: 'Flagged 1' }).click();
    await expect.poll(current).toBe('c-3');
    expect([field('to-review'), field('flagged-count')]).toEqual(['3', '1']);
    const flags = screen.getByText('Flagged by you, just now');
    await expect.poll(() => flags.elements().length).toBe(2);
    expect(part('open')?.querySelector('.face-drawing')).toBeNull();
    await expectAccessible();
    part('open')?.querySelector<HTMLElement>('[data-action="done"]')?.click();
    await expect.element(screen.getByText('None of these was flagged.')).toBeVisible();
    expect([field('to-review'), field('done')]).toEqual(['2', '1']);
  });

  test('hears no letters and digits once they are switched off; the arrows stay', async () => {
    const { ports, queueKeys } = fakePorts();
    const { screen, actions, current } = await open('#/review?period=90', three(), { ports });
    await expect.poll(current).toBe('c-1');
    await screen.getByRole('switch', { name: /^Keys/ }).click();
    expect(queueKeys.current()).toBe(false);
    await screen.getByRole('link', { name: /I asked twice/ }).click();
    await userEvent.keyboard('jtd1');
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(current).toBe('c-2');
    expect(actions.saveReview).not.toHaveBeenCalled();
  });

  test('marks the last answer before the rating, says how, and opens only safe links', async () => {
    const { screen, part } = await open('#/review/fivefaces/c-1?period=90', three());
    await expect
      .poll(() => part('transcript')?.querySelector('[data-marked]')?.getAttribute('data-message'))
      .toBe('m2');
    await expect.element(screen.getByText(/^Marked as probably at fault/)).toBeVisible();
    const links = [...(part('transcript')?.querySelectorAll('a') ?? [])].map(({ href }) => href);
    expect(links).toEqual(['https://example.com/refund']);
    expect(part('transcript')?.textContent).toContain('Bad link');
    await expectAccessible();
  });

  test('offline says that the transcript waits, and everything else works', async () => {
    const { ports } = fakePorts();
    const { screen, actions, current } = await open('#/review?period=90', three(), {
      ports,
      problem: offline.problem,
    });
    await expect.element(screen.getByText(/^Offline: the transcript/)).toBeVisible();
    expect(ports.readTranscript).not.toHaveBeenCalled();
    await expect.poll(current).toBe('c-1');
    await userEvent.keyboard('1');
    await expect
      .poll(() => vi.mocked(actions.saveReview).mock.lastCall?.[0].cause)
      .toBe('wrong_answer');
    await expectAccessible();
  });

  test('tells why a transcript can’t be read, and reads it again when asked', async () => {
    const { ports, readTranscript } = fakePorts();
    readTranscript.mockResolvedValueOnce({
      ok: false,
      code: 'server',
      message: 'The server failed.',
      remedy: 'Try again later.',
    });
    const { screen, part } = await open('#/review?period=90', three(), { ports });
    await expect.element(screen.getByText('The server failed.')).toBeVisible();
    await expectAccessible();
    await screen.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => part('transcript')?.querySelectorAll('.message').length).toBe(3);
  });

  test('of a platform has no transcript, and says where it is', async () => {
    const given = three().map((item) => {
      if (item.kind === 'settings') {
        const { id, kind, name, place } = zendesk;
        return { ...item, sources: [{ id, kind: kind as 'zendesk', name, place, problem: null }] };
      }
      if (item.kind !== 'conversation') return item;
      return {
        ...item,
        conversation: { ...item.conversation, source: 'zendesk', ticketId: '4711' },
      };
    });
    const { ports } = fakePorts();
    const { screen } = await open('#/review?period=90', given as ChangeItem[], { ports });
    await expect.element(screen.getByText(/takes only ratings from Zendesk/)).toBeVisible();
    await expect
      .element(screen.getByRole('link', { name: 'Read it in Zendesk' }))
      .toHaveAttribute('href', expect.stringContaining('acme.zendesk.com'));
    expect(ports.readTranscript).not.toHaveBeenCalled();
    await expectAccessible();
  });

  test('fits 700 pixels without scrolling sideways', async () => {
    await page.viewport(700, 900);
    const { part } = await open('#/review?period=365', items);
    await expect.poll(() => part('transcript')?.querySelector('.message')).not.toBeNull();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(700);
  });
});
