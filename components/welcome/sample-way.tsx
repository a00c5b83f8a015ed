import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useEffectEvent, useRef } from 'react';
import { Button } from '../button.tsx';
import type { SamplePorts } from '../practice/practice-ports.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useAction } from '../use-action.ts';

/** Begins the sample data and shows the practice inbox. */
export function SampleWay({
  ports,
  atOnce,
}: {
  ports: SamplePorts;
  /** A person has chosen it on another page. */
  atOnce: boolean;
}) {
  const { busy, problem, run } = useAction();
  const begin = () => run(ports.beginSample, ports.openPractice);
  const begun = useRef(false);
  const beginOnce = useEffectEvent(() => {
    if (begun.current) return;
    begun.current = true;
    begin();
  });
  useEffect(() => {
    if (atOnce) beginOnce();
  }, [atOnce]);
  return (
    <>
      <p>
        <Trans>
          A practice inbox of an invented shop, with the real panel beside it. You can be the
          customer, too: pick a face and watch the score.
        </Trans>
      </p>
      <Button className="start" data-action="sample" busy={busy} onClick={begin}>
        {busy ? t`Making it up…` : t`Try with sample data`}
      </Button>
      <ProblemNotice problem={problem} />
    </>
  );
}
