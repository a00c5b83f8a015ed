import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useId, useState } from 'react';
import { Button } from '../button.tsx';
import type { BrowserCommand, OptionsPorts } from './options-ports.ts';

/** The keys that do something: the browser's own commands, and those of each surface. */
export function ShortcutsSection({
  ports,
}: {
  ports: Pick<OptionsPorts, 'readCommands' | 'changeCommands'>;
}) {
  const id = useId();
  const commands = useCommands(ports.readCommands);
  return (
    <section className="card" data-part="shortcuts" aria-labelledby={id}>
      <h2 id={id}>
        <Trans>Keyboard</Trans>
      </h2>
      <h3>
        <Trans>Everywhere in the browser</Trans>
      </h3>
      <dl className="keys">
        {commands.map(({ name, keys }) => (
          <Keys key={name} keys={keys === '' ? [] : [keys]} does={commandWords(name)} />
        ))}
        <Keys keys={['csat']} does={t`In the address bar, then a space: look up`} />
      </dl>
      <Button className="start" onClick={ports.changeCommands}>
        <Trans>Change these keys in the browser</Trans>
      </Button>
      <h3>
        <Trans>In the panel</Trans>
      </h3>
      <dl className="keys">
        <Keys keys={['Esc']} does={t`Close it where it lies over the page`} />
        <Keys keys={['←', '→']} does={t`On its inner edge: make it wider or narrower`} />
      </dl>
      <h3>
        <Trans>In the look-up</Trans>
      </h3>
      <dl className="keys">
        <Keys keys={['↓', '↑']} does={t`Go through what was found`} />
        <Keys keys={['Enter']} does={t`Open it in its inbox`} />
      </dl>
      <h3>
        <Trans>In the review queue</Trans>
      </h3>
      <dl className="keys">
        <Keys keys={['J', 'K']} does={t`Next, previous`} />
        <Keys keys={['T']} does={t`Take or release`} />
        <Keys keys={['1', '6']} range does={t`Cause`} />
        <Keys keys={['S']} does={t`Next step`} />
        <Keys keys={['N']} does={t`Note`} />
        <Keys keys={['D']} does={t`Done, then the next one`} />
        <Keys keys={['O']} does={t`Open in its inbox`} />
      </dl>
      <p className="quiet">
        <Trans>Single letters can be switched off in the queue itself.</Trans>
      </p>
    </section>
  );
}

function Keys({
  keys,
  does,
  range = false,
}: {
  keys: readonly string[];
  does: string;
  /** From the first to the last. */
  range?: boolean;
}) {
  return (
    <div>
      <dt>
        {keys.length === 0 ? <Trans>no key</Trans> : null}
        {keys.map((key, index) => (
          <span key={key}>
            {index > 0 ? (range ? '–' : ' ') : null}
            <kbd>{key}</kbd>
          </span>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  );
}

function commandWords(name: string): string {
  switch (name) {
    case '_execute_action':
      return t`Open the popup`;
    case 'look-up':
      return t`Look up what is selected, or open the look-up`;
    default:
      return name;
  }
}

function useCommands(read: OptionsPorts['readCommands']): readonly BrowserCommand[] {
  const [commands, setCommands] = useState<readonly BrowserCommand[]>([]);
  useEffect(() => {
    let here = true;
    read().then(
      (value) => {
        if (here) setCommands(value);
      },
      (error: unknown) => console.warn('The keys were not read', error),
    );
    return () => {
      here = false;
    };
  }, [read]);
  return commands;
}
