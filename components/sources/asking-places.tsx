import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId, useState } from 'react';
import type { AskingPlace } from '../../lib/contract/source.ts';
import { Icon } from '../icon.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { Question } from '../question.tsx';
import { Switch } from '../switch.tsx';
import { useAction } from '../use-action.ts';
import { useFocusAlong } from '../use-focus-along.ts';
import { useLoaded } from '../use-loaded.ts';
import type { AskingPlacesPorts } from './source-ports.ts';

/** A source whose customers may be asked for ratings. */
export interface AskingSource {
  id: string;
  kind: string;
  /** As people call it, for example `Chatwoot`. */
  name: string;
  place: string | null;
}

/**
 * One row a place of a source that asks customers for ratings: its state, and a switch where it can
 * be switched from here, else the exact place where to change it.
 */
export function AskingPlaces({
  source,
  ports,
  maySwitch,
  offline,
}: {
  source: AskingSource;
  ports: AskingPlacesPorts;
  /** Teammates see it, admins change it. */
  maySwitch: boolean;
  offline: boolean;
}) {
  const { state, again, set } = useLoaded(offline ? null : source.id, () =>
    ports.readAsking(source.id),
  );
  if (offline) return <Row name={source.name} words={t`Needs the network`} />;
  if (state.kind === 'loading') return <Row name={source.name} words={t`Asking…`} busy />;
  if (state.kind === 'failed') {
    return (
      <li className="asking-problem">
        <ProblemNotice problem={{ ...state, of: source.name }}>
          <button type="button" className="button button-plain" onClick={again}>
            <Trans>Try again</Trans>
          </button>
        </ProblemNotice>
      </li>
    );
  }
  const { places } = state.value;
  if (places.length === 0) {
    const where = ports.collectionPage(source.kind, source.place);
    const platform = source.name;
    return <Row name={platform} words={t`Set in ${platform}`} where={where} />;
  }
  return places.map((place) => (
    <PlaceRow
      key={place.id}
      place={place}
      several={places.length > 1}
      source={source}
      ports={ports}
      maySwitch={maySwitch}
      onSwitched={set}
    />
  ));
}

function PlaceRow({
  place,
  several,
  source,
  ports,
  maySwitch,
  onSwitched,
}: {
  place: AskingPlace;
  several: boolean;
  source: AskingSource;
  ports: AskingPlacesPorts;
  maySwitch: boolean;
  onSwitched: (answer: { places: AskingPlace[] }) => void;
}) {
  const id = useId();
  const { busy, problem, run } = useAction();
  const [asking, setAsking] = useState(false);
  const row = useFocusAlong<HTMLLIElement>(asking ? 'stop' : null, () => setAsking(false));
  const platform = source.name;
  const placeName = place.name;
  const name = several || placeName !== platform ? t`${platform}: ${placeName}` : platform;
  const switchTo = (enabled: boolean) =>
    run(
      () => ports.switchAsking(source.id, place.id, enabled),
      (answer) => {
        setAsking(false);
        onSwitched(answer);
      },
    );
  const state = stateWords(place.enabled, source.name);
  const switchable = place.canSwitch && place.enabled !== null && maySwitch;
  return (
    <li className="asking" ref={row} data-place={place.id} data-source={source.id}>
      <div className="asking-row">
        <div className="asking-words">
          <p className="asking-name" id={`${id}-name`}>
            {name}
          </p>
          <p className="quiet" id={`${id}-state`} aria-live="polite">
            {state}
            {place.canSwitch && !maySwitch ? (
              <>
                {' · '}
                <Trans>Admins change this</Trans>
              </>
            ) : null}
          </p>
        </div>
        {switchable ? (
          <Switch
            on={place.enabled === true}
            labelledBy={`${id}-name`}
            describedBy={`${id}-state`}
            busy={busy}
            disabled={asking}
            onChange={(on) => (on ? switchTo(true) : setAsking(true))}
          />
        ) : place.canSwitch ? null : (
          <Where name={name} platform={source.name} where={place.where} />
        )}
      </div>
      {asking ? (
        <Question
          title={t`Stop asking in ${placeName}?`}
          yes={t`Stop asking`}
          running={t`Stopping…`}
          no={t`Keep asking`}
          busy={busy}
          onYes={() => switchTo(false)}
          onNo={() => setAsking(false)}
        >
          <p>
            <Trans>
              {platform} asks nobody there any more. Ratings given stay, and can still change as
              long as {platform} allows.
            </Trans>
          </p>
        </Question>
      ) : null}
      <ProblemNotice problem={problem} />
    </li>
  );
}

/** A place of which nothing more is known here. */
function Row({
  name,
  words,
  where = null,
  busy = false,
}: {
  name: string;
  words: string;
  where?: string | null;
  busy?: boolean;
}) {
  return (
    <li className="asking" aria-busy={busy || undefined}>
      <div className="asking-row">
        <div className="asking-words">
          <p className="asking-name">{name}</p>
          <p className="quiet">{words}</p>
        </div>
        <Where name={name} platform={name} where={where} />
      </div>
    </li>
  );
}

/** The way to where it is changed by hand. Only a web address is one. */
function Where({
  name,
  platform,
  where,
}: {
  name: string;
  platform: string;
  where: string | null;
}) {
  if (where === null || URL.parse(where)?.protocol !== 'https:') return null;
  return (
    <a className="asking-where" href={where} target="_blank" rel="noreferrer">
      <Trans>
        Change in {platform}
        <span className="spoken"> ({name})</span>
      </Trans>
      <Icon name="external" />
    </a>
  );
}

function stateWords(enabled: boolean | null, platform: string): string {
  if (enabled === null) return t`${platform} does not say whether it asks`;
  return enabled ? t`Requesting CSAT rating` : t`Not requesting CSAT rating`;
}
