import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, difference, SEEN_BY, seen } from './colour.ts';
import { colourOf, readTokens } from './tokens.ts';

const tokens = readTokens();
const THEMES = ['light', 'dark'] as const;
const SURFACES = ['surface', 'surface-sunken', 'surface-raised'];
const MEANINGS = ['positive', 'negative', 'warning', 'info'];
const FACES = ['very-unhappy', 'unhappy', 'neutral', 'happy', 'very-happy'];

/** The smallest difference between two meanings that must be told apart (OKLab times 100). */
const SMALLEST_DIFFERENCE = 9;

/** Every pair of names once. */
function pairs(names: string[]): [string, string][] {
  return names.flatMap((one, at) =>
    names.slice(at + 1).map((other): [string, string] => [one, other]),
  );
}

/** What does not reach the contrast, in words. */
function below(ratio: number, theme: (typeof THEMES)[number], on: [string, string][]): string[] {
  return on.flatMap(([front, back]) => {
    const reached = contrast(colourOf(tokens, front, theme), colourOf(tokens, back, theme));
    return reached < ratio ? [`${front} on ${back}: ${reached.toFixed(2)}`] : [];
  });
}

describe.each(THEMES)('the colours in %s', (theme) => {
  it('keep 4.5:1 for text on everything that it stands on', () => {
    const words = ['text', 'text-quiet', 'link', ...MEANINGS];
    const surfaces = [...SURFACES, 'surface-hover'];
    const on = words.flatMap((word) => surfaces.map((back): [string, string] => [word, back]));
    expect(
      below(4.5, theme, [
        ...on,
        ...MEANINGS.flatMap((meaning): [string, string][] => [
          [meaning, `${meaning}-surface`],
          ['text', `${meaning}-surface`],
          ['text-quiet', `${meaning}-surface`],
        ]),
        ['text-on-accent', 'accent'],
        ['text-on-accent', 'accent-hover'],
        ['text', 'mark'],
      ]),
    ).toEqual([]);
  });

  it('keep 3:1 for controls, focus, charts and what is drawn on a face', () => {
    const graphics = ['line-strong', 'focus', 'accent', 'bar', 'bar-negative', 'bar-positive'];
    const on = graphics.flatMap((one) => SURFACES.map((back): [string, string] => [one, back]));
    expect(
      below(3, theme, [
        ...on,
        ...FACES.map((name): [string, string] => ['face-ink', `face-${name}`]),
      ]),
    ).toEqual([]);
  });

  it.each(Object.keys(SEEN_BY) as (keyof typeof SEEN_BY)[])(
    'tell sentiments and faces apart for %s',
    (by) => {
      const told = [
        ...pairs(['bar', 'bar-negative', 'bar-positive']),
        ...pairs(['positive', 'negative']),
        ...pairs(FACES.map((name) => `face-${name}`)),
      ];
      const alike = told.flatMap(([one, other]) => {
        const far = difference(
          seen(by, colourOf(tokens, one, theme)),
          seen(by, colourOf(tokens, other, theme)),
        );
        return far < SMALLEST_DIFFERENCE ? [`${one} and ${other}: ${far.toFixed(1)}`] : [];
      });
      expect(alike).toEqual([]);
    },
  );
});

describe('the style sheets', () => {
  const sheets = globSync('{components,entrypoints}/**/*.css').map((file) => ({
    file,
    css: readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, ''),
  }));

  it('use no token that does not exist', () => {
    // A component may set a size of its own.
    const own = new Set(
      globSync('components/**/*.{css,tsx}').flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/(--[a-z0-9-]+)'?:/g)].map(([, name]) => name),
      ),
    );
    const missing = sheets.flatMap(({ file, css }) =>
      [...css.matchAll(/var\((--[a-z0-9-]+)\)/g)]
        .filter(([, name = '']) => !own.has(name))
        .map(([, name]) => `${file}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('speak of start and end, so that right to left is laid out by itself', () => {
    const physical =
      /(?:^|[\s;])((?:margin|padding|border)-(?:left|right)(?:-\w+)?|left|right|text-align:\s*(?:left|right)|float:\s*(?:left|right))\s*[:;]/g;
    const found = sheets.flatMap(({ file, css }) =>
      [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)]
        // Where the selector names a side, the side of the window is meant.
        .filter(([, selector = '']) => !/left|right/.test(selector))
        .flatMap(([, , rules = '']) =>
          [...rules.matchAll(physical)].map(([, rule]) => `${file}: ${rule}`),
        ),
    );
    expect(found).toEqual([]);
  });

  it('take colours from the tokens', () => {
    const found = sheets
      .filter(({ file }) => !file.endsWith('tokens.css'))
      .flatMap(({ file, css }) =>
        (css.match(/#[0-9a-f]{3,8}\b/gi) ?? []).map((hex) => `${file}: ${hex}`),
      );
    expect(found).toEqual([]);
  });
});
