import { expect } from 'vitest';

/**
 * Resolves when the page is drawn as it stays: fonts there, no animation running, and the same
 * markup in two frames.
 */
export async function drawnAndStill(): Promise<void> {
  await document.fonts.ready;
  let before = '';
  await expect
    .poll(async () => {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const now = document.body.innerHTML;
      const still = now === before;
      before = now;
      return still && document.getAnimations().every(({ playState }) => playState !== 'running');
    })
    .toBe(true);
}
