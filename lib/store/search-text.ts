/** A comment's searchable words, or a search: lower case, without accents, in one line. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * Numbers of the lines that hold all the words, last line first, at most `limit`.
 * @param words folded, none of them empty
 */
export function linesWith(text: string, words: readonly string[], limit: number): number[] {
  const [longest = '', ...others] = [...words].sort((a, b) => b.length - a.length);
  const starts: number[] = [];
  let at = text.indexOf(longest);
  while (at >= 0) {
    const start = text.lastIndexOf('\n', at) + 1;
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    const line = text.slice(start, end);
    if (others.every((word) => line.includes(word))) starts.push(start);
    at = text.indexOf(longest, end);
  }
  if (starts.length === 0) return [];
  const numbers: number[] = [];
  let line = 0;
  let counted = 0;
  for (const start of starts) {
    for (; counted < start; counted += 1) if (text.charCodeAt(counted) === 10) line += 1;
    numbers.push(line);
  }
  return numbers.reverse().slice(0, limit);
}
