import type { SourceError } from './errors.ts';

/**
 * The answer's body as text: a runaway server must not fill the memory.
 * @param limit in bytes; `tooLong` makes what is thrown beyond it
 */
export async function readLimited(
  response: Response,
  limit: number,
  tooLong: () => SourceError,
): Promise<string> {
  if (!response.body) return '';
  const pieces: string[] = [];
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > limit) {
      await reader.cancel();
      throw tooLong();
    }
    pieces.push(decoder.decode(value, { stream: true }));
  }
  pieces.push(decoder.decode());
  return pieces.join('');
}
