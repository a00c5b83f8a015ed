import { expect, test } from 'vitest';
import { wordsForError } from '../../src/cli/failure.ts';
import { remoteOperations, ServerGone } from '../../src/operations/remote.ts';

test('a server that went away is told in words that say what to do', async () => {
  const owner = { url: 'http://127.0.0.1:1', operatorToken: 'x', workspace: 'main' };
  const failed = await remoteOperations(owner)
    .listTokens()
    .catch((cause: unknown) => cause);
  expect(failed).toBeInstanceOf(ServerGone);
  expect(wordsForError(failed)).toBe(
    'The server at http://127.0.0.1:1 went away. What it confirmed is kept; try again.',
  );
});
