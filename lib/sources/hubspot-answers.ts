import * as v from 'valibot';

/** Answers of HubSpot as far as they are used. */

const Paging = v.nullish(v.object({ next: v.nullish(v.object({ after: v.string() })) }));

const CrmObject = v.object({
  id: v.string(),
  properties: v.record(v.string(), v.nullish(v.string())),
});
export type HubspotObject = v.InferOutput<typeof CrmObject>;

export const SearchAnswer = v.object({
  total: v.nullish(v.number()),
  results: v.array(CrmObject),
  paging: Paging,
});

const BatchErrors = v.nullish(v.array(v.object({ category: v.nullish(v.string()) })));

export const BatchAnswer = v.object({ results: v.array(CrmObject), errors: BatchErrors });

/** Ids of associated objects are numbers in one version and texts in another. */
const IdText = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform((id) => String(id)),
);

export const AssociationsAnswer = v.object({
  results: v.array(
    v.object({
      from: v.object({ id: IdText }),
      to: v.array(v.object({ toObjectId: IdText })),
    }),
  ),
});

export const Thread = v.object({
  id: IdText,
  createdAt: v.string(),
  threadAssociations: v.nullish(v.object({ associatedTicketId: v.nullish(IdText) })),
});
export type HubspotThread = v.InferOutput<typeof Thread>;

export const ThreadList = v.object({ results: v.array(Thread) });

export const AccountDetails = v.object({
  portalId: v.number(),
  uiDomain: v.nullish(v.string()),
  dataHostingLocation: v.nullish(v.string()),
});
export type HubspotAccount = v.InferOutput<typeof AccountDetails>;
