import { Trans } from '@lingui/react/macro';
import { SCORES } from '../../lib/csat/scale.ts';
import { Face } from '../face.tsx';

/** What Fivefaces is, in a few lines. */
export function WelcomeHead() {
  return (
    <header className="welcome-head">
      <p className="welcome-faces" aria-hidden="true">
        {SCORES.map((score) => (
          <Face key={score} score={score} size="large" />
        ))}
      </p>
      <h1>
        <Trans>Customer satisfaction beside your inbox</Trans>
      </h1>
      <ul className="points">
        <li>
          <Trans>
            See how the customer rated each chat with the AI agent, right where you read it.
          </Trans>
        </li>
        <li>
          <Trans>See the topic’s score with it: one bad day, or a pattern.</Trans>
        </li>
        <li>
          <Trans>
            All of it stays readable offline. It is the AI agent that is rated, not you.
          </Trans>
        </li>
      </ul>
    </header>
  );
}
