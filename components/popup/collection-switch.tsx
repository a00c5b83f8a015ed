import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import type { CollectionView, SyncView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { formatMoment } from '../format.ts';
import { Notice } from '../notice.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { Switch } from '../switch.tsx';
import { isOffline, serverNow } from '../verdict-words.ts';
import type { PopupPorts } from './popup-ports.ts';
import { useCollection } from './use-collection.ts';

/** Whether the server's own widget asks customers for ratings. Admins switch it; teammates see it. */
export function CollectionSwitch({
  titleId,
  name,
  stored,
  sync,
  admin,
  ports,
  now,
}: {
  /** Id of the section's title, which names the switch. */
  titleId: string;
  /** What the row is called where there are others; `null` where it is the only one. */
  name: string | null;
  stored: CollectionView | null;
  sync: SyncView;
  admin: boolean;
  ports: PopupPorts;
  now: number;
}) {
  const id = useId();
  const offline = isOffline(sync);
  const collection = useCollection(ports, stored, admin && !offline);
  const { shown, problem, question } = collection;
  return (
    <>
      <div className="collection-row">
        <div className="collection-words">
          {name === null ? null : (
            <p className="asking-name" id={`${id}-name`}>
              {name}
            </p>
          )}
          <p className={name === null ? undefined : 'quiet'} id={`${id}-state`} aria-live="polite">
            {stateWords(shown)}
          </p>
          <p className="quiet">
            {[
              shown ? since(shown, serverNow(sync, now)) : null,
              admin ? null : t`Admins change this`,
              admin && offline ? t`Needs the network` : null,
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </p>
        </div>
        {admin && shown ? (
          <Switch
            on={shown.enabled}
            labelledBy={name === null ? titleId : `${titleId} ${id}-name`}
            describedBy={`${id}-state`}
            busy={collection.busy}
            disabled={offline || question !== null}
            onChange={collection.request}
          />
        ) : null}
      </div>
      {question === null || offline ? null : (
        <Notice tone="warning" title={t`Stop asking?`}>
          <p>{question}</p>
          <div className="actions">
            <Button look="danger" onClick={collection.confirmOff}>
              <Trans>Stop asking</Trans>
            </Button>
            <Button autoFocus onClick={collection.keepOn}>
              <Trans>Keep asking</Trans>
            </Button>
          </div>
        </Notice>
      )}
      {problem && !offline ? <ProblemNotice problem={problem} /> : null}
    </>
  );
}

function stateWords(shown: CollectionView | null): string {
  if (!shown) return t`Loading`;
  return shown.enabled ? t`Requesting CSAT rating` : t`Not requesting CSAT rating`;
}

function since({ enabled, changedAt, changedBy }: CollectionView, now: number): string {
  if (changedAt === null) return enabled ? t`On from the start` : t`Off from the start`;
  const moment = formatMoment(changedAt, now);
  if (changedBy === null) return enabled ? t`On since ${moment}` : t`Off since ${moment}`;
  return enabled
    ? t`On since ${moment} · by ${changedBy}`
    : t`Off since ${moment} · by ${changedBy}`;
}
