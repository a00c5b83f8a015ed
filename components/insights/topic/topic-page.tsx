import { t } from '@lingui/core/macro';
import { PageHeading } from '../page-heading.tsx';
import type { InsightsFilter } from '../route.ts';

/** One topic: its score, its conversations, its review. */
export function TopicPage({ topic }: { topic: string; filter: InsightsFilter }) {
  return <PageHeading title={t`Topic ${topic}`} />;
}
