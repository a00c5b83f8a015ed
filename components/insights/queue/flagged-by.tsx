import { Trans } from '@lingui/react/macro';
import type { ConversationPage, ReviewFlag } from '../../../lib/store/conversation-views.ts';
import { formatAgo } from '../../format.ts';
import { serverNow } from '../../verdict-words.ts';

/** Who flagged a conversation for review and when, as far as it is known. `now`: this computer's clock. */
export function FlaggedBy({
  flag: { by, at },
  view: { workspace, sync },
  now,
}: {
  flag: ReviewFlag;
  view: Pick<ConversationPage, 'workspace' | 'sync'>;
  now: number;
}) {
  const name = by?.name;
  const ago = at === null ? null : formatAgo(at, serverNow(sync, now));
  return (
    <span className="label" data-field="flagged">
      {by === null || ago === null ? (
        <Trans comment="a conversation">Flagged for review</Trans>
      ) : by.id === workspace?.person.id ? (
        <Trans comment="Flagged by you, 2 min. ago">Flagged by you, {ago}</Trans>
      ) : (
        <Trans comment="Flagged by Ada, 2 min. ago">
          Flagged by {name}, {ago}
        </Trans>
      )}
    </span>
  );
}
