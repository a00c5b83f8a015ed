import axe from 'axe-core';
import { expect } from 'vitest';

/** Fails with what axe finds in the page as it stands, in light and in dark. */
export async function expectAccessible(): Promise<void> {
  for (const scheme of ['light', 'dark']) {
    document.documentElement.style.colorScheme = scheme;
    const { violations } = await axe.run(document, {
      resultTypes: ['violations'],
      // The test's own frame is no page of ours.
      rules: { bypass: { enabled: false } },
    });
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${scheme}: ${id}: ${node.html}\n${node.failureSummary ?? ''}`),
    );
    expect(found).toEqual([]);
  }
}
