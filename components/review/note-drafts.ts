/** A note while it is typed. */
export interface NoteDraft {
  text: string;
  /** The kept note that it began from, and the review's version then. */
  from: string | null;
  version: number;
}

/** Drafts where this frame has no session storage; else they are there and outlive a reload. */
const drafts = new Map<string, NoteDraft>();

const keyOf = (subject: string) => `note-draft\n${subject}`;

/** The draft of a note; `null` if there is none. `subject` names the conversation or topic. */
export function readDraft(subject: string): NoteDraft | null {
  try {
    const text = sessionStorage.getItem(keyOf(subject));
    if (text !== null) return asDraft(JSON.parse(text));
  } catch {
    // Storage is denied in this frame, or the text is not ours.
  }
  return drafts.get(subject) ?? null;
}

/** Keeps the draft of a note, or forgets it. */
export function keepDraft(subject: string, draft: NoteDraft | null): void {
  drafts.delete(subject);
  try {
    if (draft) sessionStorage.setItem(keyOf(subject), JSON.stringify(draft));
    else sessionStorage.removeItem(keyOf(subject));
  } catch {
    // Storage is denied or full: the draft lives as long as this page.
    if (draft) drafts.set(subject, draft);
  }
}

function asDraft(value: unknown): NoteDraft | null {
  const { text, from, version } = Object(value) as Record<string, unknown>;
  if (typeof text !== 'string' || typeof version !== 'number') return null;
  return { text, from: typeof from === 'string' ? from : null, version };
}
