import type * as v from 'valibot';
import { ERASING_ROUTES } from './routes/erasing.ts';
import { INGEST_ROUTES } from './routes/ingest.ts';
import { MEMBERS_ROUTES } from './routes/members.ts';
import { READING_ROUTES } from './routes/reading.ts';
import type { Route, Schema } from './routes/route.ts';
import { SETTINGS_ROUTES } from './routes/settings.ts';
import { SOURCES_ROUTES } from './routes/sources.ts';
import { TEAM_ROUTES } from './routes/team.ts';
import { WEBHOOKS_ROUTES } from './routes/webhooks.ts';
import { WIDGET_ROUTES } from './routes/widget.ts';

export type { Route } from './routes/route.ts';

/** Every route by name, in the order of the API's description. */
export const ROUTES = {
  ...INGEST_ROUTES,
  ...WIDGET_ROUTES,
  ...TEAM_ROUTES,
  ...READING_ROUTES,
  ...MEMBERS_ROUTES,
  ...SOURCES_ROUTES,
  ...ERASING_ROUTES,
  ...SETTINGS_ROUTES,
  ...WEBHOOKS_ROUTES,
} as const;

export type RouteName = keyof typeof ROUTES;

/** What a route answers, as its schema reads it. */
export type AnswerOf<Name extends RouteName> = (typeof ROUTES)[Name]['answer'] extends infer S
  ? S extends Schema
    ? v.InferOutput<S>
    : undefined
  : never;

/** What a route takes as its body. */
export type BodyOf<Name extends RouteName> = (typeof ROUTES)[Name] extends { body: infer S }
  ? S extends Schema
    ? v.InferOutput<S>
    : never
  : undefined;

/** Puts values into a route's path, each encoded. Throws if one is missing. */
export function pathOf(route: Route, parameters: Record<string, string> = {}): string {
  return route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`${route.path} needs ${name}`);
    return encodeURIComponent(value);
  });
}
