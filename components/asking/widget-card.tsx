import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import { useLoaded } from '../use-loaded.ts';
import { WhenLoaded } from '../when-loaded.tsx';
import type { AskingPorts } from './asking-ports.ts';
import { WidgetForm } from './widget-form.tsx';

/** The rating that customers see: its words in each language, and the reasons they can tap. */
export function WidgetCard({
  workspace,
  offline,
  now,
  ports,
}: {
  workspace: string;
  offline: boolean;
  /** The server's time. */
  now: number;
  ports: AskingPorts;
}) {
  const id = useId();
  const { state, again, set } = useLoaded(offline ? null : `widget ${workspace}`, () =>
    ports.readWidgetSettings(),
  );
  return (
    <section className="card" data-part="widget-settings" aria-labelledby={id}>
      <h2 id={id}>
        <Trans>What customers are asked</Trans>
      </h2>
      <p className="quiet">
        <Trans>
          The words of the rating on your website, and the reasons to tap after an unhappy or
          neutral face. Saved changes reach open chats within seconds.
        </Trans>
      </p>
      <WhenLoaded
        state={state}
        again={again}
        offline={offline ? t`Needs the network: these settings are on the server.` : null}
        reading={t`Reading the settings`}
        lines={5}
      >
        {(settings) => (
          <WidgetForm
            key={settings.version}
            settings={settings}
            now={now}
            ports={ports}
            onSaved={set}
            onReadAgain={again}
          />
        )}
      </WhenLoaded>
    </section>
  );
}
