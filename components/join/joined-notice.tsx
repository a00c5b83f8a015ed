import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Outcome } from '../../lib/messages/protocol.ts';
import { Notice } from '../notice.tsx';
import { OpenInbox } from '../open-inbox.tsx';

/** What stands where somebody has just joined: that it worked, and what to do next. */
export function JoinedNotice({
  workspace,
  label,
  openInbox,
}: {
  /** The workspace's name. */
  workspace: string;
  /** What must be known of it: demo data. */
  label?: ReactNode;
  openInbox: () => Promise<Outcome<null>>;
}) {
  return (
    <Notice
      tone="success"
      title={
        <>
          {t`You joined ${workspace}`} {label}
        </>
      }
    >
      <p>
        <Trans>Open a conversation in the inbox: the panel’s tab is at the page’s edge.</Trans>
      </p>
      <OpenInbox openInbox={openInbox} look="primary" />
    </Notice>
  );
}
