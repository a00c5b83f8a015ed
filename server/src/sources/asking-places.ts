import type { AskingPlaces, PutAskingPlace } from '../../../lib/contract/source.ts';
import { openSource, patience, type SourcesScope } from './source-parts.ts';
import { refusing } from './source-problem.ts';
import { readSource } from './source-rows.ts';

/** Which places of a source ask customers for ratings. Refuses with `source_failed`. */
export async function askingPlaces(scope: SourcesScope, id: string): Promise<AskingPlaces> {
  const row = await readSource(scope.db, scope.workspace, id);
  if (row.kind === 'file') return { places: [] };
  return refusing('source_failed', async () => ({
    places: await openSource(scope, row).askingPlaces(patience()),
  }));
}

/** Lets a place ask, or stops it; gives the places as they are then. Refuses with `source_failed`. */
export async function switchAsking(
  scope: SourcesScope,
  id: string,
  { place, enabled }: PutAskingPlace,
): Promise<AskingPlaces> {
  const row = await readSource(scope.db, scope.workspace, id);
  return refusing('source_failed', async () => ({
    places: await openSource(scope, row).switchAsking(place, enabled, patience()),
  }));
}
