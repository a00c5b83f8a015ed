/** Names under which only this very computer answers. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Over https, or plain http that does not leave this computer. */
export function isSecure({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}
