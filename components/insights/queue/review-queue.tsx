import { t } from '@lingui/core/macro';
import { PageHeading } from '../page-heading.tsx';
import type { InsightsFilter } from '../route.ts';

/** The conversations to review, one after the other. */
export function ReviewQueue(_: {
  open: { source: string; conversation: string } | null;
  filter: InsightsFilter;
}) {
  return <PageHeading title={t`To review`} />;
}
