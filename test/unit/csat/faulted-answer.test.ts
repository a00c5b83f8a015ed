import { describe, expect, it } from 'vitest';
import { faultedAnswer, type SaidMessage } from '../../../lib/csat/faulted-answer.ts';

const said: SaidMessage[] = [
  { id: 'm1', role: 'customer', at: 10 },
  { id: 'm2', role: 'ai_agent', at: 20 },
  { id: 'm3', role: 'customer', at: 30 },
  { id: 'm4', role: 'ai_agent', at: 40 },
  { id: 'm5', role: 'teammate', at: 50 },
  { id: 'm6', role: 'ai_agent', at: 60 },
];

describe('the answer that a rating was about', () => {
  it.each([
    ['the AI agent’s last one before the rating', 55, 'm4'],
    ['one of the very moment of the rating', 20, 'm2'],
    ['the last of all, where the rating came later', 99, 'm6'],
  ] as const)('is %s', (_name, ratedAt, message) => {
    expect(faultedAnswer(said, { ratedAt, of: 'ai_agent' })).toEqual({
      kind: 'last_before_rating',
      message,
    });
  });

  it('is none where the AI agent had not answered yet', () => {
    expect(faultedAnswer(said, { ratedAt: 15, of: 'unknown' })).toEqual({ kind: 'none' });
    expect(faultedAnswer([], { ratedAt: 15, of: 'ai_agent' })).toEqual({ kind: 'none' });
  });

  it('is none of the AI agent’s where the customer rated a teammate', () => {
    expect(faultedAnswer(said, { ratedAt: 99, of: 'teammate' })).toEqual({
      kind: 'teammate_rated',
    });
  });
});
