import { useState } from 'react';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { ShowMore } from '../../components/insights/show-more.tsx';

function List({ all }: { all: number }) {
  const [limit, setLimit] = useState(2);
  const shown = Array.from({ length: Math.min(all, limit) }, (_, index) => index + 1);
  return (
    <>
      <ul>
        {shown.map((number) => (
          <li key={number}>
            <a href={`#${number}`}>Conversation {number}</a>
          </li>
        ))}
      </ul>
      <ShowMore
        left={all - shown.length}
        // As the store answers: not at once.
        onMore={() => void Promise.resolve().then(() => setLimit(limit + 2))}
      />
    </>
  );
}

test('more of a list keeps the focus, and at its end leads on to what has just come', async () => {
  await render(<List all={5} />);
  await page.getByRole('button', { name: 'Show more of 3 left' }).click();
  const last = page.getByRole('button', { name: 'Show 1 more' });
  await expect.element(last).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('link', { name: 'Conversation 5' })).toHaveFocus();
  await expect.element(page.getByRole('button')).not.toBeInTheDocument();
});

test('a list that grows by itself takes the focus from nothing', async () => {
  const { rerender } = await render(<List all={1} />);
  await rerender(<List all={2} />);
  expect(document.activeElement).toBe(document.body);
});
