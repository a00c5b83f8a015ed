import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LANGUAGES } from '../lib/settings/language.ts';
import { ROOT } from './build.ts';
import { compareCatalogs } from './languages/compare-catalogs.ts';
import { findHardCoded } from './languages/hard-coded.ts';
import { readCatalog } from './languages/read-catalog.ts';

/**
 * Is every text a message, and every message in each language, whole? Prints each finding in a line;
 * docs/languages.md says what to do about them. `--missing` prints nothing but what is missing.
 */

/** Texts that are the same in every language or that nobody sees, with the reason. */
const EXCEPTIONS: readonly { file: RegExp; text: RegExp; why: string }[] = [
  {
    file: /badge-section|to-review-row/,
    text: /^to review$/,
    why: 'names a reading of the store',
  },
  { file: /./, text: /^(?:Fivefaces|CSAT|CSV|AI CSAT)$/, why: 'a name' },
  {
    file: /language-section/,
    text: /^(?:English|Deutsch|Français|Español|Português|日本語|العربية)$/,
    why: 'a language by its own name',
  },
];

const findings = [...hardCoded(), ...catalogs()];
for (const finding of findings) console.error(finding);
console.log(
  findings.length === 0
    ? `every text speaks ${LANGUAGES.length} languages`
    : `${findings.length} findings; docs/languages.md says what to do`,
);
process.exit(findings.length === 0 ? 0 : 1);

function hardCoded(): string[] {
  const files = globSync('{components,entrypoints}/**/*.{ts,tsx}', { cwd: ROOT }).sort();
  return files.flatMap((file) =>
    findHardCoded(file, readFileSync(path.join(ROOT, file), 'utf8'))
      .filter(({ text }) => !EXCEPTIONS.some((one) => one.file.test(file) && one.text.test(text)))
      .map(({ line, text, kind }) =>
        kind === 'early'
          ? `${file}:${line}: speaks before the page knows its language: ${text}`
          : `${file}:${line}: is no message: ${text}`,
      ),
  );
}

/** Compares what the code says now with each language's file. */
function catalogs(): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'fivefaces-languages-'));
  try {
    const inCode = readCatalog(extract(folder), 'en');
    return LANGUAGES.flatMap((language) => {
      const file = path.join(ROOT, 'components', 'languages', `${language}.po`);
      return compareCatalogs(inCode, readCatalog(file, language), language);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `lingui extract` finds in the code, in a file of its own. */
function extract(folder: string): string {
  const config = path.join(folder, 'lingui.config.mjs');
  const catalog = { path: path.join(folder, '{locale}'), include: ['components', 'entrypoints'] };
  const change = { rootDir: ROOT, locales: ['en'], catalogs: [catalog] };
  const base = JSON.stringify(path.join(ROOT, 'lingui.config.ts'));
  writeFileSync(
    config,
    `import base from ${base};\nexport default { ...base, ...${JSON.stringify(change)} };\n`,
  );
  const lingui = path.join(ROOT, 'node_modules', '@lingui', 'cli', 'dist', 'lingui.js');
  const run = spawnSync(process.execPath, [lingui, 'extract', '--config', config], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`lingui extract failed: ${run.stdout}${run.stderr}`);
  return path.join(folder, 'en.po');
}
