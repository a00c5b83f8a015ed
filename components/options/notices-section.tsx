import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { ProblemNotice } from '../problem-notice.tsx';
import type { Choice } from '../surface.ts';
import { Switch } from '../switch.tsx';
import { useChoice } from '../use-choice.ts';

/** What the section needs from outside. */
export interface NoticesPorts {
  notices: Choice<boolean>;
  /** Asks the browser for the right to show notices; called in the click itself. */
  requestNotices(): Promise<boolean>;
}

/** Notices about topics whose score dropped: off until somebody wants them. */
export function NoticesSection({ ports }: { ports: NoticesPorts }) {
  const [on, setOn] = useChoice(ports.notices);
  const [refused, setRefused] = useState(false);
  const change = (wanted: boolean) => {
    setRefused(false);
    if (!wanted) return setOn(false);
    ports.requestNotices().then(
      (allowed) => (allowed ? setOn(true) : setRefused(true)),
      () => setRefused(true),
    );
  };
  return (
    <section className="card" aria-labelledby="notices-title">
      <div className="card-row">
        <div>
          <h2 id="notices-title">
            <Trans>Tell me when a topic’s score drops</Trans>
          </h2>
          <p className="quiet" id="notices-words">
            <Trans>
              Only by evidence: at least 30 ratings in the last 30 days and in the 30 days before,
              and a drop beyond chance however many topics are compared. About one topic at most
              once a week.
            </Trans>
          </p>
        </div>
        <Switch
          on={on === true}
          labelledBy="notices-title"
          describedBy="notices-words"
          busy={false}
          disabled={on === null}
          onChange={change}
        />
      </div>
      <ProblemNotice
        problem={
          refused
            ? {
                message: t`Your browser does not let Fivefaces show notices.`,
                remedy: t`Switch it on again and choose Allow.`,
              }
            : null
        }
      />
    </section>
  );
}
