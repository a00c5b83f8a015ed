import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import type { JoinedWorkspace, PopupView } from '../../lib/store/views.ts';
import { platformName } from '../source-words.ts';
import { AskingPlaces } from '../sources/asking-places.tsx';
import { isOffline } from '../verdict-words.ts';
import { CollectionSwitch } from './collection-switch.tsx';
import type { PopupPorts } from './popup-ports.ts';

/** Who asks customers for ratings: one row a place, the server's own first. */
export function AskingSection({
  view,
  workspace,
  ports,
  now,
}: {
  view: PopupView;
  workspace: JoinedWorkspace;
  ports: PopupPorts;
  /** This computer's clock. */
  now: number;
}) {
  const id = useId();
  const platforms = view.sources.filter(({ kind }) => kind !== 'fivefaces' && kind !== 'file');
  if (workspace.solo && platforms.length === 0) return null;
  const named = platforms.length > 0 ? t`Website` : null;
  return (
    <section className="block collection" data-part="asking" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        <Trans>Request customer satisfaction rating (CSAT)</Trans>
      </h2>
      {workspace.solo ? null : (
        <CollectionSwitch
          titleId={`${id}-title`}
          name={named}
          stored={view.collection}
          sync={view.sync}
          admin={workspace.role === 'admin'}
          ports={ports}
          now={now}
        />
      )}
      {platforms.length > 0 ? (
        <ul className="asking-list">
          {platforms.map((source) => (
            <AskingPlaces
              key={source.id}
              source={{
                id: source.id,
                kind: source.kind,
                name: platformName(source),
                place: source.place,
              }}
              ports={ports}
              maySwitch={workspace.solo || workspace.role === 'admin'}
              offline={isOffline(view.sync)}
            />
          ))}
        </ul>
      ) : null}
    </section>
  );
}
