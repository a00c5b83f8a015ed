import { existsSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * What the first Firefox of this process compiled of its own code. Handed to the next profiles it
 * saves each a second and a half of a processor; nothing of the extension or of a page is in it.
 */
const CACHE = path.join(tmpdir(), `fivefaces-firefox-cache-${process.pid}`);
const FILES = ['startupCache', 'compatibility.ini'];
process.on('exit', () => rmSync(CACHE, { recursive: true, force: true }));

/** Begins a new profile with what is kept; a profile that there is already stays as it is. */
export async function layFirefoxCache(profile: string): Promise<void> {
  if (!existsSync(profile) && existsSync(CACHE)) await cp(CACHE, profile, { recursive: true });
}

/** Keeps it from the profile of a browser that is closed, unless it is kept already. */
export async function keepFirefoxCache(profile: string): Promise<void> {
  if (existsSync(CACHE)) return;
  await Promise.all(
    FILES.map((name) => cp(path.join(profile, name), path.join(CACHE, name), { recursive: true })),
  );
}
