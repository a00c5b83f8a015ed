import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useEffect, useState } from 'react';
import type { Source } from '../../lib/contract/source.ts';
import type { KnownInbox } from '../inboxes/known-inboxes.ts';
import { useFocusAlong } from '../use-focus-along.ts';
import { ConnectForm } from './connect-form.tsx';
import type { ConnectPorts } from './source-ports.ts';

/** Picks a platform, then connects it. */
export function ConnectPlatform({
  ports,
  solo,
  chosen = null,
  file,
  onConnected,
}: {
  ports: ConnectPorts;
  solo: boolean;
  /** The platform that is open from the start, as a link named it. */
  chosen?: string | null;
  /** The way by a file, where there is one here: opened like a platform. */
  file?: ((close: () => void) => ReactNode) | undefined;
  onConnected: (source: Source, inbox: KnownInbox | null) => void;
}) {
  const [open, setOpen] = useState(chosen);
  const definition = ports.definitions.find(({ kind }) => kind === open) ?? null;
  const close = () => setOpen(null);
  const place = useFocusAlong<HTMLDivElement>(open, close);
  useEffect(() => {
    if (chosen) place.current?.querySelector<HTMLElement>('input, select, button')?.focus();
  }, [chosen, place]);
  if (open === 'file' && file) return <div ref={place}>{file(close)}</div>;
  if (definition) {
    return (
      <div ref={place}>
        <ConnectForm
          key={definition.kind}
          definition={definition}
          solo={solo}
          ports={ports}
          onConnected={(source, inbox) => {
            close();
            onConnected(source, inbox);
          }}
          onCancel={close}
        />
      </div>
    );
  }
  return (
    <div ref={place}>
      <ul className="platforms" aria-label={t`Platforms`}>
        {ports.definitions.map(({ kind, name, abilities }) => (
          <li key={kind}>
            <button
              type="button"
              className="platform"
              data-kind={kind}
              data-opens={kind}
              onClick={() => setOpen(kind)}
            >
              <strong>{name}</strong>
              <span className="quiet">
                {abilities.switchCollection
                  ? t`Ratings, topics, and the switch`
                  : t`Ratings and topics`}
              </span>
            </button>
          </li>
        ))}
        {file ? (
          <li>
            <button
              type="button"
              className="platform"
              data-kind="file"
              data-opens="file"
              onClick={() => setOpen('file')}
            >
              <strong>
                <Trans>A file (CSV)</Trans>
              </strong>
              <span className="quiet">
                <Trans>An export of My AskAI or any other</Trans>
              </span>
            </button>
          </li>
        ) : null}
      </ul>
    </div>
  );
}
