import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { Crash } from '../../components/crash.tsx';
import { expectAccessible } from './axe.ts';

function Surface() {
  const [broken, setBroken] = useState(false);
  if (broken) throw new RangeError('a customer wrote this');
  return (
    <button type="button" onClick={() => setBroken(true)}>
      Break it
    </button>
  );
}

test('a mistake in drawing is said without what a customer wrote, and the surface comes back', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const screen = await render(
    <Crash>
      <Surface />
    </Crash>,
  );
  await screen.getByRole('button', { name: 'Break it' }).click();
  await expect
    .element(screen.getByRole('alert'))
    .toMatchTextContent(/made a mistake.*“RangeError”/);
  expect(document.body.textContent).not.toContain('a customer wrote this');
  await expectAccessible();
  await screen.getByRole('button', { name: 'Show it again' }).click();
  await expect.element(screen.getByRole('button', { name: 'Break it' })).toBeVisible();
});
