import { Trans } from '@lingui/react/macro';
import { useEffect, useId, useState } from 'react';
import { MAX_LENGTH } from '../../lib/contract/primitives.ts';
import { keepDraft, type NoteDraft, readDraft } from './note-drafts.ts';

/** The key that saves together with Enter, as the keyboard calls it. */
const key = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl';

/**
 * The review's note. It is saved when the field is left, or by Ctrl (⌘) and Enter; until the store
 * has it, what was typed is kept as a draft.
 */
export function NoteField({
  subject,
  kept,
  version,
  onSave,
}: {
  /** Names the conversation or topic among the drafts. */
  subject: string;
  /** The note as the store has it. */
  kept: string | null;
  /** The review's version that `kept` is of. */
  version: number;
  /** Answers whether it was kept. */
  onSave: (note: string | null, version: number) => Promise<boolean>;
}) {
  const id = useId();
  const [draft, setDraft] = useState<NoteDraft | null>(() => {
    const left = readDraft(subject);
    return left && noteOf(left.text) !== kept ? left : null;
  });
  const [sent, setSent] = useState<string | null>(null);
  const write = (next: NoteDraft | null) => {
    setDraft(next);
    keepDraft(subject, next);
  };
  const note = draft === null ? kept : noteOf(draft.text);
  const unsaved = draft !== null && note !== kept;

  // The store has what was typed: the draft has done its part. Typing may have gone on since.
  useEffect(() => {
    if (draft === null || draft.text !== sent || noteOf(draft.text) !== kept) return;
    setSent(null);
    setDraft(null);
    keepDraft(subject, null);
  }, [draft, sent, kept, subject]);

  const save = () => {
    if (draft === null || draft.text === sent) return;
    if (!unsaved) return write(null);
    setSent(draft.text);
    // Somebody else's note since then must meet this one as a conflict, not vanish under it.
    onSave(note, kept === draft.from ? version : draft.version).then(
      (done) => {
        if (!done) setSent(null);
      },
      () => setSent(null),
    );
  };
  return (
    <div className="field note" data-field="note">
      <div className="note-head">
        <label htmlFor={id}>
          <Trans comment="a field of a review">Note</Trans>
        </label>
        {unsaved && draft.text !== sent ? (
          <span id={`${id}-draft`} className="quiet">
            <Trans comment="Not saved yet · Ctrl+Enter">Not saved yet · {key}+Enter</Trans>
          </span>
        ) : null}
      </div>
      <textarea
        id={id}
        className="input"
        rows={2}
        maxLength={MAX_LENGTH.comment}
        value={draft?.text ?? kept ?? ''}
        aria-describedby={unsaved ? `${id}-draft` : undefined}
        onChange={({ target }) => {
          const from = draft ? draft : { from: kept, version };
          setSent(null);
          write({ text: target.value, from: from.from, version: from.version });
        }}
        onBlur={save}
        onKeyDown={(event) => {
          // Leaving the field saves; the next Esc closes the panel.
          if (event.key === 'Escape') {
            event.preventDefault();
            return event.currentTarget.blur();
          }
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          save();
        }}
      />
    </div>
  );
}

function noteOf(text: string): string | null {
  const note = text.trim();
  return note === '' ? null : note;
}
