/** Made-up data in a browser without a team: the practice inbox's. Labelled wherever a number stands. */
export function isSample(workspace: { solo: boolean; demo: boolean } | null): boolean {
  return workspace?.solo === true && workspace.demo;
}
