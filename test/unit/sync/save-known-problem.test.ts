import { describe, expect, it, vi } from 'vitest';
import { SourceError } from '../../../lib/sources/errors.ts';
import { saveKnownProblem } from '../../../lib/sync/save-known-problem.ts';

const topic = {
  id: 'refunds',
  title: 'Refunds',
  category: null,
  status: 'open' as const,
  knownProblem: 'AI says 14 days.',
};
const change = { topic: 'refunds', knownProblem: '  Policy is 30 days. ', was: null };
const nobody = { saveKnownProblem: vi.fn(async () => false) };

describe('a known problem', () => {
  it('goes to the team’s server with the line that was seen', async () => {
    const server = vi.fn(async () => ({ ...topic, knownProblem: 'Policy is 30 days.' }));
    expect(await saveKnownProblem({ saveKnownProblem: server }, nobody, change)).toEqual({
      saved: true,
      knownProblem: 'Policy is 30 days.',
    });
    expect(server).toHaveBeenCalledWith('refunds', 'Policy is 30 days.', null);
    expect(nobody.saveKnownProblem).not.toHaveBeenCalled();
  });

  it('that somebody else changed meanwhile is not overwritten: theirs is the answer', async () => {
    const conflict = new SourceError('contract', { code: 'version_conflict', current: topic });
    const server = { saveKnownProblem: () => Promise.reject(conflict) };
    expect(await saveKnownProblem(server, nobody, change)).toEqual({
      saved: false,
      theirs: 'AI says 14 days.',
    });
  });

  it('is never said to be saved where it was not', async () => {
    for (const error of [
      new SourceError('network'),
      new SourceError('contract', { code: 'version_conflict', current: { title: 7 } }),
    ]) {
      const server = { saveKnownProblem: () => Promise.reject(error) };
      await expect(saveKnownProblem(server, nobody, change)).rejects.toBe(error);
    }
    await expect(saveKnownProblem(null, nobody, change)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
