import { plural, t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { useId, useState } from 'react';
import type { Source, SourceTest } from '../../lib/contract/source.ts';
import type { SourceDefinition } from '../../lib/sources/source.ts';
import { Ago } from '../ago.tsx';
import { Button } from '../button.tsx';
import { formatCount } from '../format.ts';
import { Icon } from '../icon.tsx';
import { inWords } from '../in-words.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { Question } from '../question.tsx';
import { platformName } from '../source-words.ts';
import { useAction } from '../use-action.ts';
import { useFocusAlong } from '../use-focus-along.ts';
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
  const [open, setOpen] = useState<'access' | 'disconnect' | null>(null);
  const close = () => setOpen(null);
  const place = useFocusAlong<HTMLLIElement>(open, close);
  const [tested, setTested] = useState<SourceTest | null>(null);
  const test = useAction();
  const leave = useAction();
  const isFile = source.kind === 'file';
  const platform = platformName(source);
  const { name } = source;
  return (
    <li
      className="source"
      ref={place}
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
        <ProblemNotice problem={source.problem} tone="warning">
          <p className="quiet">
            <Trans comment="Since 2 hr. ago">
              Since <Ago instant={Date.parse(source.problem.since)} now={now} />
            </Trans>
          </p>
        </ProblemNotice>
      ) : null}
      {source.notes.length > 0 ? <Notes notes={source.notes} platform={platform} /> : null}
      {definition &&
      (definition.abilities.readCollection || definition.collectionPage(source.place) !== null) ? (
        <ul className="asking-list" aria-label={t`Where ${platform} asks for ratings`}>
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
            close();
            onChange();
          }}
          onCancel={close}
        />
      ) : null}
      {open === 'disconnect' ? (
        <Question
          title={isFile ? t`Remove ${name}?` : t`Disconnect ${name}?`}
          yes={isFile ? t`Remove and erase` : t`Disconnect and erase`}
          running={isFile ? t`Removing…` : t`Disconnecting…`}
          no={t`Keep it`}
          busy={leave.busy}
          onYes={() => leave.run(() => ports.disconnectSource(source.id), onChange)}
          onNo={close}
        >
          <Consequence source={source} solo={solo} platform={platform} />
        </Question>
      ) : null}
      <ProblemNotice problem={leave.problem} />
      {open === null ? (
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
                {test.busy ? t`Asking ${platform}…` : t({ message: 'Test', comment: 'button' })}
              </Button>
              <Button data-opens="access" onClick={() => setOpen('access')}>
                <Trans>Change access…</Trans>
              </Button>
            </>
          ) : null}
          <Button look="quiet" data-opens="disconnect" onClick={() => setOpen('disconnect')}>
            {isFile ? t`Remove…` : t`Disconnect…`}
          </Button>
        </div>
      ) : null}
      <div aria-live="polite">
        {tested?.ok ? (
          <p className="source-works">
            <Icon name="check" /> <Works account={tested.account} />
          </p>
        ) : null}
      </div>
      <ProblemNotice problem={test.problem ?? (tested && !tested.ok ? failed(tested) : null)} />
    </li>
  );
}

/** `Last sync 2 min ago · 1,234 conversations, 410 rated`. */
function Facts({ source, now }: { source: Source; now: number }) {
  const { kind, syncedAt, conversations } = source;
  const rated = formatCount(source.ratings);
  if (syncedAt === null) {
    return (
      <Plural
        value={conversations}
        one={`First sync runs · # conversation, ${rated} rated so far`}
        other={`First sync runs · # conversations, ${rated} rated so far`}
      />
    );
  }
  const ago = <Ago instant={Date.parse(syncedAt)} now={now} />;
  return (
    <>
      {kind === 'file' ? (
        <Trans comment="a file: Read 2 min ago">Read {ago}</Trans>
      ) : (
        <Trans comment="Last sync 2 min ago">Last sync {ago}</Trans>
      )}
      {' · '}
      <Plural
        value={conversations}
        one={`# conversation, ${rated} rated`}
        other={`# conversations, ${rated} rated`}
      />
    </>
  );
}

function Notes({ notes, platform }: { notes: readonly string[]; platform: string }) {
  const count = notes.length;
  return (
    <details className="disclosure">
      <summary>
        <span className="quiet">
          <Plural
            value={count}
            one="# thing was not understood"
            other="# things were not understood"
          />
        </span>
        <Icon name="chevron" />
      </summary>
      <ul className="points disclosed quiet">
        {notes.map((note) => (
          <li key={note}>{inWords(note)}</li>
        ))}
      </ul>
      <p className="quiet disclosed">
        <Trans>
          They are kept as unknown. Diagnostics below name them, for whoever helps with {platform}.
        </Trans>
      </p>
    </details>
  );
}

function failed({ problem }: SourceTest) {
  return problem ?? { message: t`This access leads nowhere.`, remedy: t`Change the access.` };
}

function Works({ account }: { account: string | null }) {
  return account ? <Trans>It works: {account}</Trans> : <Trans>It works</Trans>;
}

/** What disconnecting erases, and what stays. */
function Consequence({
  source: { kind, conversations, ratings },
  solo,
  platform,
}: {
  source: Source;
  solo: boolean;
  platform: string;
}) {
  const chats = plural(conversations, { one: '# conversation', other: '# conversations' });
  const rated = plural(ratings, { one: '# rating', other: '# ratings' });
  return (
    <>
      <p>
        <Trans>
          Erased with it: {chats}, {rated}.
        </Trans>
      </p>
      <p>
        {solo ? (
          <Trans>They are erased from this computer, and so is the access.</Trans>
        ) : (
          <Trans>
            They are erased from the server and from every teammate’s computer, reviews included,
            and so is the access.
          </Trans>
        )}{' '}
        {kind === 'file' ? (
          <Trans>The file itself stays.</Trans>
        ) : (
          <Trans>Nothing changes in {platform}.</Trans>
        )}
      </p>
    </>
  );
}
