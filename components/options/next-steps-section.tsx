import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { USUAL_NEXT_STEPS } from '../../lib/contract/next-steps.ts';
import type { VersionedNextSteps } from '../../lib/messages/protocol.ts';
import type { NextStepView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useAction } from '../use-action.ts';
import { useLoaded } from '../use-loaded.ts';
import { WhenLoaded } from '../when-loaded.tsx';
import { NextStepRow } from './next-step-row.tsx';
import { withMyAskAiLinks } from './next-steps-preset.ts';
import type { OptionsPorts } from './options-ports.ts';

/** So many steps fit beside each other in a review. */
const MOST_STEPS = 12;

/** The steps that a review offers, worded and linked by the admin; alone, by oneself. */
export function NextStepsSection({
  workspace,
  ports,
}: {
  /** Whose: asks anew when it is another one. */
  workspace: string;
  ports: Pick<OptionsPorts, 'readNextSteps' | 'saveNextSteps'>;
}) {
  const id = useId();
  const { state, again, set } = useLoaded(workspace, ports.readNextSteps);
  return (
    <section className="card" data-part="next-steps" aria-labelledby={id}>
      <h2 id={id}>
        <Trans>Next steps of a review</Trans>
      </h2>
      <p className="quiet">
        <Trans>
          What can be done about an unhappy rating, as buttons in the review. A link opens where it
          is done.
        </Trans>
      </p>
      <WhenLoaded state={state} again={again} reading={t`Reading the next steps`} lines={4}>
        {(stored) => (
          <StepsForm
            key={stored.version + stored.steps.map((step) => step.id).join()}
            stored={stored}
            save={ports.saveNextSteps}
            onSaved={set}
            onConflict={again}
          />
        )}
      </WhenLoaded>
    </section>
  );
}

function StepsForm({
  stored,
  save,
  onSaved,
  onConflict,
}: {
  stored: VersionedNextSteps;
  save: OptionsPorts['saveNextSteps'];
  onSaved: (saved: VersionedNextSteps) => void;
  onConflict: () => void;
}) {
  const [steps, setSteps] = useState<NextStepView[]>(() => [...stored.steps]);
  const [saved, setSaved] = useState(false);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { busy, problem, run } = useAction();
  const change = (next: NextStepView[]) => {
    setSaved(false);
    setSteps(next);
  };
  const focusOn = (css: string) => form.current?.querySelector<HTMLElement>(css)?.focus();
  const cleaned = steps.map((step) => ({
    ...step,
    label: step.label.trim(),
    url: step.url?.trim() || null,
  }));
  const complete = cleaned.every(({ label, url }) => label !== '' && isLink(url));
  const changed = JSON.stringify(cleaned) !== JSON.stringify(stored.steps);
  return (
    <form
      className="steps-form"
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (busy || !changed) return;
        if (!complete) {
          flushSync(() => setTried(true));
          return focusOn('[aria-invalid="true"]');
        }
        setTried(false);
        run(
          () => save(cleaned, stored.version),
          (value) => {
            onSaved(value);
            setSaved(true);
          },
        );
      }}
    >
      <ol className="steps-list">
        {steps.map((step, index) => (
          <NextStepRow
            key={step.id}
            step={step}
            isLink={isLink(step.url?.trim() || null)}
            nameless={tried && step.label.trim() === ''}
            first={index === 0}
            last={index === steps.length - 1}
            onChange={(next) => change(steps.map((one) => (one.id === step.id ? next : one)))}
            onMove={(by) => change(moved(steps, index, by))}
            onRemove={() => {
              flushSync(() => change(steps.filter(({ id }) => id !== step.id)));
              focusOn('[data-action="add-step"]');
            }}
          />
        ))}
      </ol>
      <div className="actions">
        {steps.length < MOST_STEPS ? (
          <Button
            data-action="add-step"
            onClick={() => {
              const added = { id: crypto.randomUUID(), label: '', url: null };
              flushSync(() => change([...steps, added]));
              focusOn('.step-row:last-child input');
            }}
          >
            <Trans>Add a step</Trans>
          </Button>
        ) : null}
        <Button look="quiet" onClick={() => change(withMyAskAiLinks(USUAL_NEXT_STEPS))}>
          <Trans>Use the list for My AskAI</Trans>
        </Button>
      </div>
      <ProblemNotice problem={problem} />
      {problem?.code === 'version_conflict' ? (
        <Button className="start" onClick={onConflict}>
          <Trans>Show what stands now</Trans>
        </Button>
      ) : null}
      <div className="actions">
        <Button look="primary" type="submit" busy={busy} aria-disabled={!changed || undefined}>
          {busy ? t`Saving…` : t`Save`}
        </Button>
        <span className="copied" role="status">
          {saved && !changed ? t`Saved` : null}
        </span>
      </div>
    </form>
  );
}

function isLink(url: string | null): boolean {
  const protocol = url === null ? 'https:' : URL.parse(url)?.protocol;
  return protocol === 'https:' || protocol === 'http:';
}

function moved<T>(items: readonly T[], from: number, by: -1 | 1): T[] {
  const next = [...items];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(from + by, 0, item);
  return next;
}
