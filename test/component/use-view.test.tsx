import { memo } from 'react';
import { expect, test, vi } from 'vitest';
import { useView } from '../../components/use-view.ts';
import { fakeStore, renderSurface } from './fakes.tsx';

const drawn = vi.fn<(value: { words: string }) => void>();

const Words = memo(function Words({ value }: { value: { words: string } }) {
  drawn(value);
  return <p>{value.words}</p>;
});

function Shown({ inMemory, stored }: { inMemory: string | null; stored: Promise<string> }) {
  const state = useView(
    'question',
    async () => ({ words: await stored }),
    () => (inMemory === null ? null : { words: inMemory }),
  );
  return state.kind === 'view' ? <Words value={state.value} /> : <p>loading</p>;
}

async function show(inMemory: string | null, stored: Promise<string>) {
  drawn.mockClear();
  const { reader } = fakeStore();
  const { screen } = await renderSurface(<Shown inMemory={inMemory} stored={stored} />, { reader });
  return screen;
}

test('what is in memory is drawn without waiting, and not again when the store says the same', async () => {
  const store = Promise.withResolvers<string>();
  const screen = await show('known', store.promise);
  await expect.element(screen.getByText('known')).toBeVisible();
  store.resolve('known');
  await store.promise;
  await new Promise((resolve) => requestAnimationFrame(resolve));
  expect(drawn).toHaveBeenCalledTimes(1);
});

test('what the store says takes the place of what is in memory', async () => {
  const screen = await show('known', Promise.resolve('newer'));
  await expect.element(screen.getByText('newer')).toBeVisible();
});

test('with nothing in memory it says that it loads', async () => {
  const store = Promise.withResolvers<string>();
  const screen = await show(null, store.promise);
  await expect.element(screen.getByText('loading')).toBeVisible();
  store.resolve('read');
  await expect.element(screen.getByText('read')).toBeVisible();
});
