import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/**
 * Around every surface: a mistake of ours in drawing is said, with a way on, instead of leaving an
 * empty page. React writes the error to the console.
 */
export class Crash extends Component<{ children: ReactNode }, { crashed: string | null }> {
  override state = { crashed: null as string | null };

  static getDerivedStateFromError(error: unknown): { crashed: string } {
    // The kind alone: a message may quote what a customer wrote.
    return { crashed: error instanceof Error ? error.name : 'Error' };
  }

  override render(): ReactNode {
    const { crashed } = this.state;
    if (crashed === null) return this.props.children;
    return (
      <main className="block" data-part="crash">
        <h1 className="spoken">Fivefaces</h1>
        <Notice tone="error" title={t`Fivefaces made a mistake and stopped here`}>
          <p>
            <Trans>
              Ratings and reviews are safe. If it happens again, tell whoever helps you: “{crashed}”
              and what you did last.
            </Trans>
          </p>
          <Button onClick={() => this.setState({ crashed: null })}>
            <Trans>Show it again</Trans>
          </Button>
        </Notice>
      </main>
    );
  }
}
