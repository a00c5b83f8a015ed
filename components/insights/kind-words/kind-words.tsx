import { t } from '@lingui/core/macro';
import { PageHeading } from '../page-heading.tsx';
import type { InsightsFilter } from '../route.ts';

/** What happy customers wrote. */
export function KindWords(_: { filter: InsightsFilter }) {
  return <PageHeading title={t`Kind words`} />;
}
