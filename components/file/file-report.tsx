import { plural } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { Icon } from '../icon.tsx';
import { inWords } from '../in-words.ts';
import { Notice } from '../notice.tsx';
import { lineWords } from './line-words.ts';
import type { FileReport } from './take-file.ts';

/** What became of a file: how many were taken, and each line that was not, with its reason. */
export function FileReportNotice({ name, report }: { name: string; report: FileReport }) {
  const { taken, rated, rejected, lines, notes } = report;
  const more = rejected - lines.length;
  return (
    <div data-part="file-report">
      <Notice
        tone="success"
        title={plural(taken, {
          one: `${name}: # conversation taken`,
          other: `${name}: # conversations taken`,
        })}
      >
        <p>
          {rated === 0 ? (
            <Trans>None of them has a rating by a customer.</Trans>
          ) : (
            <Plural
              value={rated}
              one="# of them rated by a customer. The score is also in the popup: click the Fivefaces icon beside the address bar."
              other="# of them rated by customers. The score is also in the popup: click the Fivefaces icon beside the address bar."
            />
          )}
        </p>
        {rejected > 0 ? (
          <details className="disclosure">
            <summary>
              <Plural value={rejected} one="# line was left out" other="# lines were left out" />
              <Icon name="chevron" />
            </summary>
            <ul className="points disclosed quiet">
              {lines.map(({ line, reason }) => (
                <li key={line}>{lineWords(line, reason)}</li>
              ))}
            </ul>
            {more > 0 ? (
              <p className="quiet disclosed">
                <Plural
                  value={more}
                  one="and # more, most likely for the same reasons"
                  other="and # more, most likely for the same reasons"
                />
              </p>
            ) : null}
          </details>
        ) : null}
        {notes.length > 0 ? (
          <ul className="points quiet">
            {notes.map((note) => (
              <li key={note}>{inWords(note)}</li>
            ))}
          </ul>
        ) : null}
      </Notice>
    </div>
  );
}
