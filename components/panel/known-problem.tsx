import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useId, useRef } from 'react';
import { MAX_LENGTH } from '../../lib/contract/primitives.ts';
import type { TopicView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { Icon } from '../icon.tsx';
import { Notice } from '../notice.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { type KnownProblemEdit, useKnownProblem } from './use-known-problem.ts';

/** The line that the team writes about what is wrong with a topic, editable where it stands. */
export function KnownProblem({ topic, solo }: { topic: TopicView; solo: boolean }) {
  const edit = useKnownProblem(topic);
  const opener = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(edit.editing);
  const { editing, shown } = edit;
  useEffect(() => {
    if (wasEditing.current && !editing) opener.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  if (editing) return <Editor title={topic.title} solo={solo} edit={edit} />;
  const { title } = topic;
  return shown === null ? (
    <Button
      ref={opener}
      look="quiet"
      className="known-problem-add"
      data-action="edit-known-problem"
      aria-label={t`Add a known problem: ${title}`}
      onClick={edit.open}
    >
      <Icon name="pencil" />
      <Trans comment="button: the team writes what is wrong with a topic">
        Add a known problem
      </Trans>
    </Button>
  ) : (
    <div className="known-problem" data-field="known-problem">
      <p>
        <Trans comment="what the team wrote about a topic">
          <strong>Known problem:</strong> <bdi>{shown}</bdi>
        </Trans>
      </p>
      <Button
        ref={opener}
        look="icon"
        data-action="edit-known-problem"
        aria-label={t`Edit the known problem of ${title}`}
        title={t`Edit`}
        onClick={edit.open}
      >
        <Icon name="pencil" />
      </Button>
    </div>
  );
}

function Editor({ title, solo, edit }: { title: string; solo: boolean; edit: KnownProblemEdit }) {
  const id = useId();
  const { text, busy, problem, theirs } = edit;
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className="known-problem-edit"
      data-part="known-problem"
      aria-label={t`Known problem of ${title}`}
      aria-busy={busy || undefined}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && !theirs) edit.save();
      }}
    >
      <label htmlFor={id}>
        <Trans>Known problem</Trans>
      </label>
      <textarea
        ref={field}
        id={id}
        className="input"
        rows={2}
        maxLength={MAX_LENGTH.line}
        value={text}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => edit.write(target.value)}
        onKeyDown={(event) => {
          // The panel's own Esc closes the panel: this one only the editor.
          if (event.key === 'Escape') {
            event.preventDefault();
            return edit.close();
          }
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          if (!busy && !theirs) edit.save();
        }}
      />
      <p id={`${id}-hint`} className="quiet">
        {solo ? <Trans>Kept on this computer only</Trans> : <Trans>Your whole team sees it</Trans>}
      </p>
      {theirs ? (
        <Notice tone="warning" title={t`Somebody changed this line meanwhile`}>
          <p>
            {theirs.text ?? t({ message: 'It is empty now.', comment: 'a known problem line' })}
          </p>
          <div className="actions">
            <Button busy={busy} data-action="keep-mine" onClick={edit.save}>
              <Trans>Save mine over it</Trans>
            </Button>
            <Button look="quiet" data-action="keep-theirs" onClick={edit.discard}>
              <Trans comment="somebody else’s version">Keep theirs</Trans>
            </Button>
          </div>
        </Notice>
      ) : (
        <>
          <ProblemNotice problem={problem} />
          <div className="actions">
            <Button type="submit" look="primary" busy={busy} data-action="save-known-problem">
              <Trans>Save</Trans>
            </Button>
            <Button look="quiet" onClick={edit.discard}>
              <Trans>Cancel</Trans>
            </Button>
          </div>
        </>
      )}
    </form>
  );
}
