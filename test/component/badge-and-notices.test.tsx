import type { ReactNode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { BadgeSection } from '../../components/options/badge-section.tsx';
import { NoticesSection } from '../../components/options/notices-section.tsx';
import { expectAccessible } from './axe.ts';
import { fakeChoice, fakeStore, renderSurface } from './fakes.tsx';
import { noReview, toReview } from './render-popup.tsx';

/** A section as it stands on its page. */
function inOptions(section: ReactNode) {
  return (
    <main className="page">
      <h1>Options</h1>
      {section}
    </main>
  );
}

describe('in Options', () => {
  test('the badge is switched on, with the number that it shows', async () => {
    const badge = fakeChoice(false);
    const { reader } = fakeStore({ toReview: toReview([noReview, noReview]) });
    const { screen } = await renderSurface(inOptions(<BadgeSection badge={badge} />), {
      reader,
    });
    await screen.getByRole('switch', { name: 'Number on the toolbar icon' }).click();
    expect(badge.current()).toBe(true);
    await expect.element(screen.getByText('2 to review')).toBeVisible();
    await expectAccessible();
  });

  test('notices are on only if the browser allows them', async () => {
    const notices = fakeChoice(false);
    const requestNotices = vi.fn(async () => false);
    const { screen } = await renderSurface(
      inOptions(<NoticesSection ports={{ notices, requestNotices }} />),
    );
    const toggle = screen.getByRole('switch', { name: 'Tell me when a topic’s score drops' });
    await toggle.click();
    await expect.element(screen.getByRole('alert')).toMatchTextContent(/does not let Fivefaces/);
    expect(notices.current()).toBe(false);
    requestNotices.mockResolvedValueOnce(true);
    await toggle.click();
    await expect.element(toggle).toBeChecked();
    expect(notices.current()).toBe(true);
    await expectAccessible();
    await toggle.click();
    expect(notices.current()).toBe(false);
  });
});
