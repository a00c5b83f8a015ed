/** The source of all that is made up: as if a Fivefaces server told it. */
export const SAMPLE_SOURCE = 'fivefaces';

/** Made-up data in a browser without a team: the practice inbox's. Labelled wherever a number stands. */
export function isSample(workspace: { solo: boolean; demo: boolean } | null): boolean {
  return workspace?.solo === true && workspace.demo;
}
