import { useId } from 'react';
import type { CollectionView, SyncView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { formatMoment } from '../format.ts';
import { Notice } from '../notice.tsx';
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
            {!shown
              ? 'Loading'
              : shown.enabled
                ? 'Requesting CSAT rating'
                : 'Not requesting CSAT rating'}
          </p>
          <p className="quiet">
            {shown ? since(shown, serverNow(sync, now)) : null}
            {admin ? null : `${shown ? ' · ' : ''}Admins change this`}
            {admin && offline ? ' · Needs the network' : null}
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
        <Notice tone="warning" title="Stop asking?">
          <p>{question}</p>
          <div className="actions">
            <Button look="danger" onClick={collection.confirmOff}>
              Stop asking
            </Button>
            <Button autoFocus onClick={collection.keepOn}>
              Keep asking
            </Button>
          </div>
        </Notice>
      )}
      {problem && !offline ? (
        <Notice tone="error" title={problem.message}>
          <p>{problem.remedy}</p>
        </Notice>
      ) : null}
    </>
  );
}

function since({ enabled, changedAt, changedBy }: CollectionView, now: number): string {
  const state = enabled ? 'On' : 'Off';
  if (changedAt === null) return `${state} from the start`;
  const by = changedBy === null ? '' : ` · by ${changedBy}`;
  return `${state} since ${formatMoment(changedAt, now)}${by}`;
}
