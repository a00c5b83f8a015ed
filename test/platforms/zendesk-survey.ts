/** A survey response as the mock of Zendesk holds it. Times are epoch milliseconds. */
export interface SurveyHeld {
  id: string;
  ticket: string | null;
  conversation: string | null;
  rating: number;
  category: string;
  comment: string | null;
  created: number;
  updated: number;
  expires: number;
}

/**
 * A response as the API reference shows it. `options`: with its scale's points, which lists of real
 * accounts may leave out.
 */
export function surveyJson(one: SurveyHeld, options: boolean): unknown {
  const times = {
    created_at: new Date(one.created).toISOString(),
    updated_at: new Date(one.updated).toISOString(),
  };
  const subject = subjectOf(one);
  return {
    id: one.id,
    responder_id: 50_000 + Number(one.ticket ?? 0),
    subject_zrns: [subject.zrn],
    subjects: [subject],
    survey: { id: '01JSURVEY', version: 1, state: 'enabled' },
    expires_at: new Date(one.expires).toISOString(),
    answers: [
      {
        type: 'rating_scale',
        rating: one.rating,
        rating_category: one.category,
        question: {
          id: 'q1',
          type: 'rating_scale_emoji',
          sub_type: 'customer_satisfaction',
          alias: 'satisfaction',
          ...(options && {
            options: [1, 2, 3, 4, 5].map((rating) => ({ rating, label: String(rating) })),
          }),
        },
        ...times,
      },
      one.comment === null
        ? { type: 'skipped', question: { id: 'q2', type: 'open_ended', alias: 'comment' } }
        : {
            type: 'open_ended',
            value: one.comment,
            question: { id: 'q2', type: 'open_ended', alias: 'comment' },
            ...times,
          },
    ],
  };
}

/** What a response is about. */
export function subjectOf({ ticket, conversation }: SurveyHeld) {
  return ticket === null
    ? { id: conversation, type: 'conversation', zrn: `zen:conversation:${conversation}` }
    : { id: ticket, type: 'ticket', zrn: `zen:ticket:${ticket}` };
}
