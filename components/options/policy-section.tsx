import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useId, useState } from 'react';
import type { PolicyReport } from '../../lib/settings/apply-policy.ts';
import { inWords } from '../in-words.ts';
import { Notice } from '../notice.tsx';
import type { OptionsPorts } from './options-ports.ts';

/** What the company has set for this browser, and what of it is not followed. Nothing without a policy. */
export function PolicySection({ readPolicy }: Pick<OptionsPorts, 'readPolicy'>) {
  const id = useId();
  const report = usePolicy(readPolicy);
  if (!report?.isSet) return null;
  const { server, daysKept, daysOffline, problems } = report;
  const host = server === null ? '' : new URL(server).host;
  return (
    <section className="card" data-part="policy" aria-labelledby={id}>
      <h2 id={id}>
        <Trans>Set by your company</Trans>
      </h2>
      <ul>
        {server === null ? null : <li>{t`This browser’s team: ${host}`}</li>}
        {daysKept === null ? null : (
          <li>
            {plural(daysKept, {
              one: 'At most # day of conversations is kept on this computer.',
              other: 'At most # days of conversations are kept on this computer.',
            })}
          </li>
        )}
        {daysOffline === null ? null : (
          <li>
            {plural(daysOffline, {
              one: 'After # day without the server the copy here is locked.',
              other: 'After # days without the server the copy here is locked.',
            })}
          </li>
        )}
      </ul>
      {problems.length === 0 ? null : (
        <Notice tone="warning" title={t`Not all of it works`}>
          <ul>
            {problems.map(({ field, message }) => (
              <li key={`${field} ${message}`}>
                <code>{field}</code> {inWords(message)}
              </li>
            ))}
          </ul>
          <p>
            <Trans>Tell whoever set up your browser.</Trans>
          </p>
        </Notice>
      )}
    </section>
  );
}

function usePolicy(readPolicy: OptionsPorts['readPolicy']): PolicyReport | null {
  const [report, setReport] = useState<PolicyReport | null>(null);
  useEffect(() => {
    let here = true;
    readPolicy().then(
      (read) => here && setReport(read),
      (error: unknown) => console.warn('What the company has set was not read', error),
    );
    return () => {
      here = false;
    };
  }, [readPolicy]);
  return report;
}
