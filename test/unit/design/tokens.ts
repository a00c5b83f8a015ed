import { readFileSync } from 'node:fs';
import { lightOf } from './colour.ts';

const FILE = new URL('../../../components/tokens.css', import.meta.url);

/** components/tokens.css, read for what the design promises about it. */
export function readTokens(): Map<string, string> {
  const css = readFileSync(FILE, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  // The first block has the tokens; what media queries put in their place comes after it.
  const block = /:root\s*\{([\s\S]*?)\n\}/.exec(css)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/--([a-z0-9-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [
      name,
      value.replace(/\s+/g, ' ').trim(),
    ]),
  );
}

/** A token's colour in a theme, as `#rrggbb`. Throws if it has none. */
export function colourOf(tokens: Map<string, string>, name: string, theme: 'light' | 'dark') {
  const value = tokens.get(name) ?? '';
  const pair = /^light-dark\((#\w+), (#\w+)\)$/.exec(value);
  const hex = pair ? pair[theme === 'light' ? 1 : 2] : value;
  return lightOf(hex ?? '');
}
