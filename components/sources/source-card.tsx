import { useId, useState } from 'react';
import type { Source, SourceTest } from '../../lib/contract/source.ts';
import type { SourceDefinition } from '../../lib/sources/source.ts';
import { Ago } from '../ago.tsx';
import { Button } from '../button.tsx';
import { formatCount, formatCounted } from '../format.ts';
import { Icon } from '../icon.tsx';
import { Notice } from '../notice.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { Question } from '../question.tsx';
import { platformName } from '../source-words.ts';
import { useAction } from '../use-action.ts';
import { AskingPlaces } from './asking-places.tsx';
import { ChangeAccess } from './change-access.tsx';
import type { SourcePorts } from './source-ports.ts';

/** One connected source: how it stands, what it brought, and what can be done with it. */
export function SourceCard({
  source,
  definition,
  solo,
  offline,
  now,
  ports,
  onChange,
}: {
  source: Source;
  /** `null` for a file, and for a platform of a newer version. */
  definition: SourceDefinition | null;
  solo: boolean;
  offline: boolean;
  /** The server's time. */
  now: number;
  ports: SourcePorts;
  /** Something about it has changed: read the list again. */
  onChange: () => void;
}) {
  const id = useId();
  const [open, setOpen] = useState<'nothing' | 'access' | 'disconnect'>('nothing');
  const [tested, setTested] = useState<SourceTest | null>(null);
  const test = useAction();
  const leave = useAction();
  const isFile = source.kind === 'file';
  const platform = platformName(source);
  return (
    <li
      className="source"
      data-part="source"
      data-source={source.id}
      data-state={source.problem ? 'problem' : source.syncedAt === null ? 'first' : 'fine'}
      aria-labelledby={id}
    >
      <div className="source-head">
        <h3 id={id}>{source.name}</h3>
        {platform === source.name ? null : <span className="label">{platform}</span>}
      </div>
      <p className="quiet">
        <Facts source={source} now={now} />
      </p>
      {source.problem ? (
        <Notice tone="warning" title={source.problem.message}>
          <p>{source.problem.remedy}</p>
          <p className="quiet">
            Since <Ago instant={Date.parse(source.problem.since)} now={now} />
          </p>
        </Notice>
      ) : null}
      {source.notes.length > 0 ? <Notes notes={source.notes} platform={platform} /> : null}
      {definition &&
      (definition.abilities.readCollection || definition.collectionPage(source.place) !== null) ? (
        <ul className="asking-list" aria-label={`Where ${platform} asks for ratings`}>
          <AskingPlaces
            source={{ id: source.id, kind: source.kind, name: platform, place: source.place }}
            ports={ports}
            maySwitch
            offline={offline}
          />
        </ul>
      ) : null}
      {open === 'access' && definition ? (
        <ChangeAccess
          source={source}
          definition={definition}
          solo={solo}
          ports={ports}
          onDone={() => {
            setOpen('nothing');
            onChange();
          }}
          onCancel={() => setOpen('nothing')}
        />
      ) : null}
      {open === 'disconnect' ? (
        <Question
          title={`${isFile ? 'Remove' : 'Disconnect'} ${source.name}?`}
          yes={isFile ? 'Remove and erase' : 'Disconnect and erase'}
          running={isFile ? 'Removing…' : 'Disconnecting…'}
          no="Keep it"
          busy={leave.busy}
          onYes={() => leave.run(() => ports.disconnectSource(source.id), onChange)}
          onNo={() => setOpen('nothing')}
        >
          <p>{consequence(source, solo, platform)}</p>
        </Question>
      ) : null}
      <ProblemNotice problem={leave.problem} />
      {open === 'nothing' ? (
        <div className="actions">
          {definition ? (
            <>
              <Button
                data-action="test"
                busy={test.busy}
                onClick={() => {
                  setTested(null);
                  test.run(() => ports.testSource(source.id), setTested);
                }}
              >
                {test.busy ? `Asking ${platform}…` : 'Test'}
              </Button>
              <Button onClick={() => setOpen('access')}>Change access…</Button>
            </>
          ) : null}
          <Button look="quiet" onClick={() => setOpen('disconnect')}>
            {isFile ? 'Remove…' : 'Disconnect…'}
          </Button>
        </div>
      ) : null}
      <div aria-live="polite">
        {tested?.ok ? (
          <p className="source-works">
            <Icon name="check" /> It works{tested.account ? `: ${tested.account}` : null}
          </p>
        ) : null}
      </div>
      <ProblemNotice problem={test.problem ?? (tested && !tested.ok ? failed(tested) : null)} />
    </li>
  );
}

/** `Last sync 2 min ago · 1,234 conversations, 410 rated`. */
function Facts({ source, now }: { source: Source; now: number }) {
  const { kind, syncedAt, conversations, ratings } = source;
  const counts = `${formatCounted(conversations, 'conversation', 'conversations')}, ${formatCount(ratings)} rated`;
  if (syncedAt === null) return `First sync runs · ${counts} so far`;
  return (
    <>
      {kind === 'file' ? 'Read' : 'Last sync'} <Ago instant={Date.parse(syncedAt)} now={now} /> ·{' '}
      {counts}
    </>
  );
}

function Notes({ notes, platform }: { notes: readonly string[]; platform: string }) {
  return (
    <details className="disclosure">
      <summary>
        <span className="quiet">
          {formatCounted(notes.length, 'thing was', 'things were')} not understood
        </span>
        <Icon name="chevron" />
      </summary>
      <ul className="points disclosed quiet">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <p className="quiet disclosed">
        They are kept as unknown. Diagnostics below name them, for whoever helps with {platform}.
      </p>
    </details>
  );
}

function failed({ problem }: SourceTest) {
  return problem ?? { message: 'This access leads nowhere.', remedy: 'Change the access.' };
}

function consequence(
  { kind, conversations, ratings }: Source,
  solo: boolean,
  platform: string,
): string {
  const what = `Its ${formatCounted(conversations, 'conversation', 'conversations')} with ${formatCounted(ratings, 'rating', 'ratings')}`;
  const stays = kind === 'file' ? 'The file itself stays.' : `Nothing changes in ${platform}.`;
  return solo
    ? `${what} are erased from this computer, and so is the access. ${stays}`
    : `${what} are erased from the server and from every teammate’s computer, reviews included, and so is the access. ${stays}`;
}
