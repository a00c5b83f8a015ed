import { describe, expect, it, vi } from 'vitest';
import { SourceError } from '../../../lib/sources/errors.ts';
import { saveKnownProblem, saveTopicStatus } from '../../../lib/sync/save-topic.ts';

const topic = {
  id: 'refunds',
  title: 'Refunds',
  category: null,
  status: 'open' as const,
  knownProblem: 'AI says 14 days.',
};
const change = { topic: 'refunds', knownProblem: '  Policy is 30 days. ', was: null };
const nobody = { saveTopic: vi.fn(async () => false) };

describe('a known problem', () => {
  it('goes to the team’s server with the line that was seen', async () => {
    const server = vi.fn(async () => ({ ...topic, knownProblem: 'Policy is 30 days.' }));
    expect(await saveKnownProblem({ saveKnownProblem: server }, nobody, change)).toEqual({
      saved: true,
      knownProblem: 'Policy is 30 days.',
    });
    expect(server).toHaveBeenCalledWith('refunds', 'Policy is 30 days.', null);
    expect(nobody.saveTopic).not.toHaveBeenCalled();
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

describe('a topic’s status', () => {
  const wanted = { topic: 'refunds', status: 'done', was: 'open' } as const;
  const conflictWith = (status: 'open' | 'done' | 'muted') => ({
    saveTopicStatus: () =>
      Promise.reject(
        new SourceError('contract', { code: 'version_conflict', current: { ...topic, status } }),
      ),
  });

  it('goes to the team’s server with the one that was seen, alone to this computer', async () => {
    const server = vi.fn(async () => ({ ...topic, status: 'done' as const }));
    const saved = { saved: true, status: 'done' };
    expect(await saveTopicStatus({ saveTopicStatus: server }, nobody, wanted)).toEqual(saved);
    expect(server).toHaveBeenCalledWith('refunds', 'done', 'open');
    const alone = { saveTopic: vi.fn(async () => true) };
    expect(await saveTopicStatus(null, alone, wanted)).toEqual(saved);
    expect(alone.saveTopic).toHaveBeenCalledWith('refunds', { status: 'done' });
  });

  it('that somebody else changed meanwhile stands, unless it is the same', async () => {
    expect(await saveTopicStatus(conflictWith('muted'), nobody, wanted)).toEqual({
      saved: false,
      theirs: 'muted',
    });
    expect(await saveTopicStatus(conflictWith('done'), nobody, wanted)).toEqual({
      saved: true,
      status: 'done',
    });
  });

  it('is never said to be saved where it was not', async () => {
    const error = new SourceError('network');
    const server = { saveTopicStatus: () => Promise.reject(error) };
    await expect(saveTopicStatus(server, nobody, wanted)).rejects.toBe(error);
    await expect(saveTopicStatus(null, nobody, wanted)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
