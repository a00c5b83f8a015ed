import type { GenericSchema, InferOutput } from 'valibot';
import type { AnswerOf, BodyOf, ROUTES, RouteName } from '../../../lib/contract/routes.ts';
import type { WidgetClaims } from '../../../lib/contract/widget.ts';
import type {
  Caller,
  Service,
  Versioned,
  WorkspaceReader,
  WorkspaceService,
} from '../workspace/service.ts';
import type { ReadyJson } from './compressed.ts';
import type { WaitingRoom } from './waiting-room.ts';

type Routes = typeof ROUTES;

type QueryOf<Name extends RouteName> = Routes[Name] extends { query: infer S }
  ? S extends GenericSchema
    ? InferOutput<S>
    : never
  : undefined;

/** What every handler may use. */
export interface Parts {
  service: Service;
  waiting: WaitingRoom;
}

interface BaseCall<Name extends RouteName> extends Parts {
  /** The path's `{id}`, checked; empty where the path has none. */
  id: string;
  query: QueryOf<Name>;
  body: BodyOf<Name>;
  /** The body as it arrives, on routes that stream. */
  stream: AsyncIterable<Uint8Array>;
  /** The version that `If-Match` names; empty where none is needed. */
  version: string;
  /** Where browsers reach this server. */
  origin: string;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
}

interface MemberCall {
  caller: Caller;
  /** What the caller may read of the workspace. */
  reader: WorkspaceReader;
  workspace: Omit<WorkspaceService, keyof WorkspaceReader | 'seenBy'>;
  /** Whose token it is, asked anew: throws if it was revoked meanwhile. */
  reauthenticate(): Promise<Caller>;
}

interface WidgetCall {
  claims: WidgetClaims;
  workspace: WorkspaceService;
}

/** A checked request of one route. */
export type Call<Name extends RouteName> = BaseCall<Name> &
  (Routes[Name]['access'] extends 'public'
    ? unknown
    : Routes[Name]['access'] extends 'widget'
      ? WidgetCall
      : MemberCall);

type Reply<Name extends RouteName> = Routes[Name] extends { versioned: true }
  ? Versioned<AnswerOf<Name>>
  : AnswerOf<Name> | ReadyJson;

/** Answers one route. Refusals are thrown. */
export type Handler<Name extends RouteName> = (call: Call<Name>) => Promise<Reply<Name>>;

/** The handlers of one area of the API: leaving a route out is a type error. */
export type HandlersOf<Area extends Routes[RouteName]['area']> = {
  [Name in RouteName as Routes[Name]['area'] extends Area ? Name : never]: Handler<Name>;
};
