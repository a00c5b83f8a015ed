/** Longer texts are no look-up: what a person selected by accident. */
const LONGEST = 200;

/** A text as it is looked up: one line, without space around it, of bounded length. */
export function lookUpText(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, LONGEST).trim();
}

/** The page that looks a text up, in a window of its own; an empty text waits to be typed. */
export function lookUpAddress(text: string): `/popup.html#find=${string}` {
  return `/popup.html#find=${encodeURIComponent(lookUpText(text))}`;
}

/** What the popup's page is to look up; `null` where it is the popup itself. */
export function readLookUp(hash: string): string | null {
  const find = new URLSearchParams(hash.replace(/^#/, '')).get('find');
  return find === null ? null : lookUpText(find);
}
