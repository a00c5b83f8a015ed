import { t } from '@lingui/core/macro';
import { useState } from 'react';
import type { TopicView } from '../../lib/store/views.ts';
import { keepDraft, readDraft } from '../review/note-drafts.ts';
import { useSurface } from '../surface.ts';

/** A topic's known problem while it is shown and edited. */
export interface KnownProblemEdit {
  /** The line as it stands, or as it was just saved. */
  shown: string | null;
  editing: boolean;
  text: string;
  busy: boolean;
  /** Why it was not saved. What was typed stays. */
  problem: { message: string; remedy: string } | null;
  /** What somebody else wrote since the edit began. */
  theirs: { text: string | null } | null;
  open(): void;
  /** Ends the edit; what was typed is there again when it is opened the next time. */
  close(): void;
  /** Ends the edit and forgets what was typed. */
  discard(): void;
  write(text: string): void;
  save(): void;
}

/** What is typed, and over which line. */
interface Draft {
  text: string;
  was: string | null;
}

/** One topic's known problem with its edit. What is typed outlives a reload of the frame. */
export function useKnownProblem({ id, knownProblem }: TopicView): KnownProblemEdit {
  const { actions } = useSurface();
  const subject = `known-problem\n${id}`;
  const [draft, setDraft] = useState<Draft | null>(() => draftOf(subject));
  const [editing, setEditing] = useState(draft !== null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<KnownProblemEdit['problem']>(null);
  const [answered, setAnswered] = useState<{ text: string | null } | null>(null);
  // Shown at once; the store has it a moment later, by the feed.
  const [saved, setSaved] = useState<Draft | null>(null);
  const shown = saved !== null && saved.was === knownProblem ? lineOf(saved.text) : knownProblem;
  const text = draft?.text ?? shown ?? '';
  const theirs =
    answered ??
    (editing && draft !== null && draft.was !== shown && lineOf(draft.text) !== shown && !busy
      ? { text: shown }
      : null);

  const keep = (next: Draft | null) => {
    setDraft(next);
    keepDraft(subject, next && { text: next.text, from: next.was, version: 0 });
  };
  const end = () => {
    setEditing(false);
    setProblem(null);
    setAnswered(null);
  };
  const send = async (): Promise<void> => {
    const was = theirs ? theirs.text : (draft?.was ?? shown);
    const next = lineOf(text);
    if (next === was) {
      keep(null);
      return end();
    }
    setBusy(true);
    setProblem(null);
    const outcome = await actions.saveKnownProblem({ topic: id, knownProblem: next, was });
    setBusy(false);
    if (!outcome.ok) return setProblem(outcome.code === 'network' ? withoutNetwork() : outcome);
    if (!outcome.value.saved) return setAnswered({ text: outcome.value.theirs });
    setSaved({ text: outcome.value.knownProblem ?? '', was: knownProblem });
    keep(null);
    end();
  };
  return {
    shown,
    editing,
    text,
    busy,
    problem,
    theirs,
    open: () => setEditing(true),
    close: end,
    discard() {
      keep(null);
      end();
    },
    write: (next) => keep({ text: next, was: draft ? draft.was : shown }),
    save: () => void send(),
  };
}

function withoutNetwork(): { message: string; remedy: string } {
  return {
    message: t`Not saved: this needs the network.`,
    remedy: t`What you typed stays here. Save it again when you are online.`,
  };
}

function draftOf(subject: string): Draft | null {
  const left = readDraft(subject);
  return left && { text: left.text, was: left.from };
}

function lineOf(text: string): string | null {
  return text.trim() || null;
}
