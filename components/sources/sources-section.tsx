import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useId, useState } from 'react';
import type { JoinedWorkspace, SourceView, SyncView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { Notice } from '../notice.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { platformName } from '../source-words.ts';
import { useFocusAlong } from '../use-focus-along.ts';
import { useLoaded } from '../use-loaded.ts';
import { isOffline, serverNow } from '../verdict-words.ts';
import { WhenLoaded } from '../when-loaded.tsx';
import { ConnectPlatform } from './connect-platform.tsx';
import { SourceCard } from './source-card.tsx';
import type { SourcePorts } from './source-ports.ts';

/** What the way by a file is told and tells. */
export interface FileWay {
  close: () => void;
  /** A file was taken: read the list again. */
  taken: () => void;
}

/** Options: where ratings come from. Admins and who is alone connect, teammates see. */
export function SourcesSection({
  workspace,
  sources,
  sync,
  now,
  ports,
  chosen,
  file,
}: {
  /** `null`: nothing is joined or connected yet; what is connected then is solo. */
  workspace: JoinedWorkspace | null;
  sources: readonly SourceView[];
  sync: SyncView;
  /** This computer's clock. */
  now: number;
  ports: SourcePorts;
  /** The platform that a link named. */
  chosen: string | null;
  /** The way by a file. */
  file: (parts: FileWay) => ReactNode;
}) {
  const id = useId();
  const solo = workspace?.solo ?? true;
  const manages = solo || workspace?.role === 'admin';
  return (
    <section className="card" id="sources" data-part="sources" aria-labelledby={id}>
      <h2 id={id}>
        <Trans>Where ratings come from</Trans>
      </h2>
      {manages ? (
        <Managed
          solo={solo}
          known={workspace !== null}
          sync={sync}
          now={now}
          ports={ports}
          chosen={chosen}
          file={solo ? file : undefined}
        />
      ) : (
        <Listed sources={sources} />
      )}
    </section>
  );
}

/** For teammates: what is connected, and who can change it. */
function Listed({ sources }: { sources: readonly SourceView[] }) {
  return (
    <>
      <ul className="source-list">
        {sources.map((source) => (
          <li key={source.id} className="source" data-source={source.id}>
            <div className="source-head">
              <h3>{source.kind === 'fivefaces' ? t`The workspace’s own server` : source.name}</h3>
              {source.kind === 'fivefaces' || platformName(source) === source.name ? null : (
                <span className="label">{platformName(source)}</span>
              )}
            </div>
            {source.problem ? <ProblemNotice problem={source.problem} tone="warning" /> : null}
          </li>
        ))}
      </ul>
      <p className="quiet">
        <Trans>Admins connect platforms, once for the whole team.</Trans>
      </p>
    </>
  );
}

function Managed({
  solo,
  known,
  sync,
  now,
  ports,
  chosen,
  file,
}: {
  solo: boolean;
  known: boolean;
  sync: SyncView;
  now: number;
  ports: SourcePorts;
  chosen: string | null;
  file: ((parts: FileWay) => ReactNode) | undefined;
}) {
  const [connecting, setConnecting] = useState(chosen !== null && chosen !== 'join');
  const [connected, setConnected] = useState<string | null>(null);
  const place = useFocusAlong<HTMLDivElement>(connecting ? 'connect' : null, () =>
    setConnecting(false),
  );
  const offline = isOffline(sync);
  const { state, again } = useLoaded(known ? `sources ${sync.syncedAt}` : null, () =>
    ports.readSources(),
  );
  const sources = state.kind === 'value' ? state.value.sources : [];
  const nothing = !known || (state.kind === 'value' && sources.length === 0);
  return (
    <>
      <p className="quiet">
        {solo
          ? t`Solo: only you see this. The platforms are asked from this browser, with your own access.`
          : t`Your server asks the platforms, with one access that an admin gave once. Everybody in the team sees what comes.`}
      </p>
      {known ? (
        <WhenLoaded state={state} again={again} reading={t`Reading the sources`} lines={3}>
          {() => null}
        </WhenLoaded>
      ) : null}
      {connected === null ? null : (
        <Notice tone="success" title={t`${connected} is connected`}>
          <p>
            <Trans>Its ratings come now; how far it is stands with it.</Trans>
          </p>
        </Notice>
      )}
      {sources.length > 0 ? (
        <ul className="source-list">
          {sources.map((source) => (
            <SourceCard
              key={source.id}
              source={source}
              definition={ports.definitions.find(({ kind }) => kind === source.kind) ?? null}
              solo={solo}
              offline={offline}
              now={serverNow(sync, now)}
              ports={ports}
              onChange={again}
            />
          ))}
        </ul>
      ) : null}
      <div className="swap" ref={place}>
        {nothing || connecting ? (
          <ConnectPlatform
            ports={ports}
            solo={solo}
            chosen={chosen}
            file={
              file &&
              ((close) =>
                file({
                  close() {
                    close();
                    setConnecting(false);
                  },
                  taken: again,
                }))
            }
            onConnected={(source) => {
              setConnecting(false);
              setConnected(source.name);
              again();
            }}
          />
        ) : (
          <Button
            className="start"
            data-action="connect"
            data-opens="connect"
            onClick={() => {
              setConnected(null);
              setConnecting(true);
            }}
          >
            {sources.length > 0 ? t`Connect another platform` : t`Connect a platform`}
          </Button>
        )}
      </div>
    </>
  );
}
