import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import type { Day } from '../../lib/csat/calendar.ts';
import type { SourceView } from '../../lib/store/views.ts';
import { Button } from '../button.tsx';
import { useSurface } from '../surface.ts';
import { PeriodPicker } from './period-picker.tsx';
import { type InsightsFilter, type InsightsRoute, NO_FILTER } from './route.ts';
import { Select } from './select.tsx';
import { goTo } from './use-route.ts';

/** Which figures are shown: period, comparison, source, channel, who answered. */
export function FilterBar({
  route,
  sources,
  today,
}: {
  route: InsightsRoute;
  sources: readonly SourceView[];
  /** In the workspace's time zone. */
  today: () => Day;
}) {
  const { at, filter } = route;
  const channels = useChannels(filter.channel);
  const change = (next: Partial<InsightsFilter>) =>
    goTo({ ...route, filter: { ...filter, ...next } });
  const narrowed = filter.source !== null || filter.channel !== null || filter.handling !== null;
  return (
    <search className="insights-filter" aria-label={t`Period and filter`}>
      <PeriodPicker
        filter={filter}
        compares={at.page !== 'review' && at.page !== 'kind_words'}
        today={today}
        onChange={change}
      />
      <span className="spacer" />
      {sources.length > 1 || filter.source !== null ? (
        <Select
          label={t`Source`}
          value={filter.source}
          all={t`All sources`}
          options={withChosen(
            sources.map(({ id, name }) => ({ value: id, name })),
            filter.source,
          )}
          onChange={(source) => change({ source })}
        />
      ) : null}
      {channels.length > 1 || filter.channel !== null ? (
        <Select
          label={t`Channel`}
          value={filter.channel}
          all={t`All channels`}
          options={withChosen(
            channels.map((channel) => ({ value: channel, name: channel })),
            filter.channel,
          )}
          onChange={(channel) => change({ channel })}
        />
      ) : null}
      <Select
        label={t`Who answered`}
        value={filter.handling}
        all={t`AI only and handed over`}
        options={[
          { value: 'ai_only', name: t`AI only` },
          { value: 'handed_over', name: t`Handed over` },
        ]}
        onChange={(handling) => change({ handling })}
      />
      {narrowed ? (
        <Button
          look="quiet"
          onClick={({ currentTarget }) => {
            change({ ...NO_FILTER, period: filter.period, compare: filter.compare });
            // The button goes with the filters.
            currentTarget.closest('search')?.querySelector('select')?.focus();
          }}
        >
          <Trans context="filters" comment="takes all filters away">
            Clear
          </Trans>
        </Button>
      ) : null}
    </search>
  );
}

/** What the address asks for can be seen and taken back, also where it is not known here. */
function withChosen(options: { value: string; name: string }[], chosen: string | null) {
  return chosen === null || options.some(({ value }) => value === chosen)
    ? options
    : [...options, { value: chosen, name: chosen }];
}

/** The channels that can be chosen. */
function useChannels(chosen: string | null): readonly string[] {
  const { reader, now } = useSurface();
  const [channels, setChannels] = useState<readonly string[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when another one is chosen
  useEffect(() => {
    let wanted = true;
    reader.channels({ now: now() }).then(
      (found) => {
        if (wanted) setChannels(found);
      },
      // The figures say that the store can't be read.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [reader, chosen]);
  return channels;
}
