import { formatCount, formatCounted } from '../format.ts';
import { Icon } from '../icon.tsx';
import { Notice } from '../notice.tsx';
import type { FileReport } from './take-file.ts';

/** What became of a file: how many were taken, and each line that was not, with its reason. */
export function FileReportNotice({ name, report }: { name: string; report: FileReport }) {
  const { taken, rated, rejected, lines, notes } = report;
  return (
    <div data-part="file-report">
      <Notice
        tone="success"
        title={`${name}: ${formatCounted(taken, 'conversation', 'conversations')} taken`}
      >
        <p>
          {rated === 0
            ? 'None of them has a rating by a customer.'
            : `${formatCount(rated)} of them rated by customers. The score is also in the popup: click the Fivefaces icon beside the address bar.`}
        </p>
        {rejected > 0 ? (
          <details className="disclosure">
            <summary>
              {formatCounted(rejected, 'line was', 'lines were')} left out
              <Icon name="chevron" />
            </summary>
            <ul className="points disclosed quiet">
              {lines.map(({ line, reason }) => (
                <li key={line}>
                  Line {formatCount(line)}: {reason}
                </li>
              ))}
            </ul>
            {rejected > lines.length ? (
              <p className="quiet disclosed">
                and {formatCount(rejected - lines.length)} more, most likely for the same reasons
              </p>
            ) : null}
          </details>
        ) : null}
        {notes.length > 0 ? (
          <ul className="points quiet">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        ) : null}
      </Notice>
    </div>
  );
}
