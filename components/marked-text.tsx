/** So many characters stand before the first marked word of a long text. */
const LEAD = 40;

/** A text with the words of a search marked in it. Text nodes only: it is somebody else's text. */
export function MarkedText({ text, words }: { text: string; words: string }) {
  const pattern = patternOf(words);
  const first = pattern ? text.search(pattern) : -1;
  const start = first > LEAD * 2 ? first - LEAD : 0;
  const shown = start > 0 ? `…${text.slice(start)}` : text;
  // With one group the parts between are the odd ones.
  const parts = pattern ? shown.split(pattern) : [shown];
  return parts.map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts are told apart by their place alone
    index % 2 === 1 ? <mark key={index}>{part}</mark> : part,
  );
}

/** True if any of the words is in the text. */
export function hasWords(text: string, words: string): boolean {
  return patternOf(words)?.test(text) ?? false;
}

function patternOf(words: string): RegExp | null {
  const wanted = words
    .split(/\s+/)
    .filter((word) => word.length > 1)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return wanted.length === 0 ? null : new RegExp(`(${wanted.join('|')})`, 'iu');
}
