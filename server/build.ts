/**
 * Builds what browsers load from the server: `dist/widget.js`, and the pages with their scripts and
 * styles under `dist/pages` and `dist/assets` (named by content, so that they may be cached for good).
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

const HERE = import.meta.dirname;
const PAGES = ['inbox', 'chat', 'join'] as const;

/** The widget's largest size, gzipped, in bytes. */
export const WIDGET_LIMIT = 6_000;

async function bundle(input: string, format: 'iife' | 'esm'): Promise<string> {
  const build = await rolldown({ input, platform: 'browser', logLevel: 'warn' });
  try {
    const { output } = await build.generate({ format, minify: true, codeSplitting: false });
    // What bundlers told each other is no use to browsers.
    return output[0].code.replaceAll('/* @__PURE__ */', '');
  } finally {
    await build.close();
  }
}

function named(page: string, extension: string, content: string): string {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 10);
  return `${page}-${hash}.${extension}`;
}

/**
 * Builds everything into `out`. Throws if the widget is larger than `WIDGET_LIMIT`.
 * @returns the widget's size, gzipped, in bytes
 */
export async function buildPages(out = join(HERE, 'dist')): Promise<{ widgetBytes: number }> {
  const assets = join(out, 'assets');
  await mkdir(assets, { recursive: true });
  await mkdir(join(out, 'pages'), { recursive: true });

  const widget = await bundle(join(HERE, 'pages/widget/main.ts'), 'iife');
  const widgetBytes = gzipSync(widget, { level: 9 }).length;
  if (widgetBytes > WIDGET_LIMIT) {
    throw new Error(`widget.js has ${widgetBytes} bytes gzipped; the limit is ${WIDGET_LIMIT}`);
  }
  await writeFile(join(out, 'widget.js'), widget);

  const base = await readFile(join(HERE, 'pages/shared/base.css'), 'utf8');
  const current = new Set<string>();
  for (const page of PAGES) {
    const folder = join(HERE, 'pages', page);
    const script = await bundle(join(folder, 'main.ts'), 'esm');
    const style = `${base}\n${await readFile(join(folder, `${page}.css`), 'utf8')}`;
    const scriptName = named(page, 'js', script);
    const styleName = named(page, 'css', style);
    await writeFile(join(assets, scriptName), script);
    await writeFile(join(assets, styleName), style);
    current.add(scriptName).add(styleName);
    const html = await readFile(join(folder, `${page}.html`), 'utf8');
    await writeFile(
      join(out, 'pages', `${page}.html`),
      html.replace('%script%', `/assets/${scriptName}`).replace('%style%', `/assets/${styleName}`),
    );
  }
  for (const name of await readdir(assets)) {
    if (!current.has(name)) await rm(join(assets, name));
  }
  return { widgetBytes };
}

if (import.meta.main) {
  const { widgetBytes } = await buildPages();
  console.log(`widget.js: ${widgetBytes} bytes gzipped (limit ${WIDGET_LIMIT})`);
}
