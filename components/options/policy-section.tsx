import { useEffect, useId, useState } from 'react';
import type { PolicyReport } from '../../lib/settings/apply-policy.ts';
import { Notice } from '../notice.tsx';
import type { OptionsPorts } from './options-ports.ts';

/** What the company has set for this browser, and what of it is not followed. Nothing without a policy. */
export function PolicySection({ readPolicy }: Pick<OptionsPorts, 'readPolicy'>) {
  const id = useId();
  const report = usePolicy(readPolicy);
  if (!report?.isSet) return null;
  const { server, daysKept, daysOffline, problems } = report;
  return (
    <section className="card" data-part="policy" aria-labelledby={id}>
      <h2 id={id}>Set by your company</h2>
      <ul>
        {server === null ? null : <li>This browser’s team: {new URL(server).host}</li>}
        {daysKept === null ? null : (
          <li>At most {inDays(daysKept)} of conversations are kept on this computer.</li>
        )}
        {daysOffline === null ? null : (
          <li>After {inDays(daysOffline)} without the server the copy here is locked.</li>
        )}
      </ul>
      {problems.length === 0 ? null : (
        <Notice tone="warning" title="Not all of it works">
          <ul>
            {problems.map(({ field, message }) => (
              <li key={`${field} ${message}`}>
                <code>{field}</code> {message}
              </li>
            ))}
          </ul>
          <p>Tell whoever set up your browser.</p>
        </Notice>
      )}
    </section>
  );
}

function inDays(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
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
