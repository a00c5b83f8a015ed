import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Source } from '../../lib/contract/source.ts';
import type { SourceDefinition } from '../../lib/sources/source.ts';
import { Button } from '../button.tsx';
import { useAction } from '../use-action.ts';
import { firstChoices, readChoices } from './source-choices.ts';
import { SourceFields } from './source-fields.tsx';
import type { SourcePorts } from './source-ports.ts';

/** Changes a source's choices or its credential. What is stored of a credential is never shown. */
export function ChangeAccess({
  source,
  definition,
  solo,
  ports,
  onDone,
  onCancel,
}: {
  source: Source;
  definition: SourceDefinition;
  solo: boolean;
  ports: Pick<SourcePorts, 'requestAccess' | 'changeSource'>;
  onDone: () => void;
  onCancel: () => void;
}) {
  const platform = definition.name;
  const sourceName = source.name;
  const { busy, problem, setProblem, run } = useAction();
  const [choices, setChoices] = useState(() => firstChoices(definition, source.config));
  const [wrong, setWrong] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select')?.focus(), []);

  const change = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const read = readChoices(definition, choices, true);
    setWrong(read.ok ? null : read.field);
    if (!read.ok) return setProblem(read.problem);
    const { config, secret } = read.post;
    // In the click itself: browsers take a request for access only there.
    const access = solo ? ports.requestAccess(read.origins) : Promise.resolve(true);
    run(
      async () =>
        (await access)
          ? ports.changeSource(source.id, { config, ...(secret === undefined ? {} : { secret }) })
          : {
              ok: false,
              code: 'refused',
              message: t`Without your permission Fivefaces can’t reach ${platform}.`,
              remedy: t`Press Save again and allow it.`,
            },
      onDone,
    );
  };

  return (
    <form
      className="connect"
      ref={form}
      onSubmit={change}
      noValidate
      aria-label={t`Access to ${sourceName}`}
    >
      <SourceFields
        fields={definition.fields.map(({ withoutIt: _, ...field }) =>
          field.id === 'secret'
            ? { ...field, required: false, placeholder: t`Leave empty to keep the stored one` }
            : field,
        )}
        choices={choices}
        wrong={wrong}
        problem={problem}
        onChange={setChoices}
      />
      <div className="actions">
        <Button look="primary" type="submit" busy={busy}>
          {busy ? t`Asking ${platform}…` : t`Save`}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}
