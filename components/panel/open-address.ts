import type { MouseEvent } from 'react';
import type { PanelHost } from '../../lib/messages/panel-host.ts';

/** What makes a link lead to a conversation. */
export type OpenAddress = (address: string) => {
  href: string;
  target: '_blank';
  rel: 'noreferrer';
  onClick: (event: MouseEvent) => void;
};

/**
 * Links to conversations: of the site that the panel stands beside they open in the same tab, as if
 * clicked in the inbox itself; all others, and with Ctrl, Shift or ⌘, in a new one.
 */
export function openAddressIn(host: Pick<PanelHost, 'go'>, site: string): OpenAddress {
  return (address) => ({
    href: address,
    target: '_blank',
    rel: 'noreferrer',
    onClick(event) {
      const { button, ctrlKey, metaKey, shiftKey, altKey } = event;
      if (button !== 0 || ctrlKey || metaKey || shiftKey || altKey) return;
      if (URL.parse(address)?.origin !== site) return;
      event.preventDefault();
      host.go(address);
    },
  });
}
