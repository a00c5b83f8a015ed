import { lookup } from 'node:dns/promises';
import { SourceError } from '../../../lib/sources/errors.ts';
import type { SourceParts } from '../../../lib/sources/source.ts';
import { hostOf, isPlainlyPrivate, isPrivateAddress } from '../network/private-address.ts';

/** The addresses that a name leads to. Rejects where it leads nowhere. */
type LookUp = (host: string) => Promise<readonly { address: string }[]>;

const systemLookUp: LookUp = (host) => lookup(host, { all: true });

/**
 * The global fetch, telling platforms who asks. Unless `allowPrivate`, addresses that an admin typed
 * lead to public addresses only; others throw SourceError `private_address`. Names are judged before
 * the call: one that changes in between leads no further than a handshake, since all but this
 * computer by name is spoken to by TLS, for which nothing inside has that name's certificate.
 */
export function networkFetch({
  allowPrivate,
  lookUp = systemLookUp,
}: {
  allowPrivate: boolean;
  lookUp?: LookUp;
}): SourceParts['fetch'] {
  return async (address, init = {}) => {
    if (!allowPrivate && (await leadsInside(hostOf(address), lookUp))) throw privateAddress();
    const headers = new Headers(init.headers);
    headers.set('User-Agent', 'Fivefaces');
    return fetch(address, { ...init, headers });
  };
}

async function leadsInside(host: string, lookUp: LookUp): Promise<boolean> {
  if (isPlainlyPrivate(host)) return true;
  // Where it leads nowhere, or only a proxy knows it, the call itself says so.
  const found = await lookUp(host).catch(() => []);
  return found.some(({ address }) => isPrivateAddress(address));
}

function privateAddress(): SourceError {
  return new SourceError('contract', {
    code: 'private_address',
    transient: false,
    message: 'This address leads into the network of the server, where it may not go.',
    remedy:
      'Whoever runs the server can allow it: FIVEFACES_PRIVATE_NETWORK=allow, then start it again.',
  });
}
