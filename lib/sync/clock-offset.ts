/** An answer that took longer (ms) may have waited on the server: half of it says nothing. */
const QUICK = 2_000;

/**
 * The server's clock minus this computer's, in milliseconds, from one exchange. A quick answer
 * places the server's time halfway between request and answer. A slow one may have waited on the
 * server; there the server's time is close to the answer's, and only a clear jump is taken over.
 */
export function measureClock(
  stored: number,
  serverTime: number,
  asked: number,
  answered: number,
): number {
  const took = answered - asked;
  if (took >= 0 && took < QUICK) return serverTime - (asked + took / 2);
  const rough = serverTime - answered;
  return Math.abs(rough - stored) > QUICK ? rough : stored;
}
