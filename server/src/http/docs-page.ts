import { createHash } from 'node:crypto';
import type { JsonSchema } from '@valibot/to-json-schema';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Answer, OpenApiDocument, Operation } from './openapi.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d9d6cf, #3b3a37); --soft: light-dark(#f5f3ee, #262523);
  --ink: light-dark(#23211d, #ece9e2); --quiet: light-dark(#5e5a52, #b3aea4); --paper: light-dark(#fffdf9, #1b1a18);
  --link: light-dark(#1d5c4d, #86d3be); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main, header { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
h1 { font-size: 1.9rem; margin: 0 0 .5rem; text-wrap: balance; }
h2 { margin: 3rem 0 .25rem; font-size: 1.3rem; }
h3 { margin: 0; font-size: 1rem; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
nav ul { list-style: none; padding: 0; columns: 18rem; font-family: ui-monospace, monospace; font-size: .85rem; }
nav li { padding: .15rem 0; break-inside: avoid; }
nav a { display: grid; grid-template-columns: 3.5em 1fr; overflow-wrap: anywhere; }
td { overflow-wrap: anywhere; }
article { border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.25rem; margin: 1rem 0; }
article > p { margin: .35rem 0; }
.method { display: inline-block; min-width: 3.5em; font-weight: 700; color: var(--link); }
.quiet { color: var(--quiet); }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .9rem; }
th, td { text-align: start; vertical-align: top; padding: .3rem .75rem .3rem 0; border-top: 1px solid var(--line); }
th { font-weight: 600; white-space: nowrap; }
details { margin: .4rem 0; }
summary { cursor: pointer; }
pre { background: var(--soft); padding: .75rem 1rem; border-radius: 8px; overflow-x: auto; font-size: .82rem; margin: .5rem 0; }
footer { margin: 3rem 0; color: var(--quiet); }
`;

/** The page's policy: this one style, nothing else. */
export const DOCS_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The API's description for people, one page without scripts. */
export async function docsPage(document: OpenApiDocument): Promise<string> {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
<h1>${document.info.title}</h1>
<p>${withCode(document.info.description)}</p>
<p>Send the token as <code>Authorization: Bearer …</code>. For programs:
<a href="/openapi.json">openapi.json</a>. In this server: <a href="/inbox">inbox</a>.</p>
</header>
<main>
<nav aria-label="Calls"><ul>
${operations.map(
  ({ path, method, operation }) =>
    html`<li><a href="#${operation.operationId}"><span class="method">${method.toUpperCase()}</span><span>${path}</span></a></li>`,
)}
</ul></nav>
${document.tags.map(
  (tag) => html`<section aria-labelledby="area-${tag.name}">
<h2 id="area-${tag.name}">${tag.description}</h2>
${operations
  .filter(({ operation }) => operation.tags.includes(tag.name))
  .map(({ path, method, operation }) => article(path, method, operation))}
</section>`,
)}
<footer>Version ${document.info.version}</footer>
</main>
</body>
</html>`;
  return String(await page);
}

function article(path: string, method: string, operation: Operation): Html {
  return html`<article id="${operation.operationId}">
<h3><span class="method">${method.toUpperCase()}</span> ${path}</h3>
<p>${operation.summary}. <span class="quiet">${operation.description}</span></p>
${parameters(operation)}
${
  operation.requestBody
    ? html`<details><summary>Body</summary>${operation.requestBody.description ?? ''}${schemas(operation.requestBody.content)}</details>`
    : ''
}
${Object.entries(operation.responses)
  .filter(([status]) => status === '200')
  .map(
    ([, answer]) => html`<details><summary>Answer</summary>${schemas(answer.content)}</details>`,
  )}
<details><summary>Answers by status</summary><table><tbody>
${Object.entries(operation.responses).map(([status, answer]) => answerRow(status, answer))}
</tbody></table></details>
</article>`;
}

function parameters({ parameters: all }: Operation): Html | '' {
  if (all.length === 0) return '';
  return html`<table>
<thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Form</th></tr></thead>
<tbody>
${all.map(
  ({ name, in: where, required, description, schema }) =>
    html`<tr><th scope="row"><code>${name}</code>${required ? '' : html` <span class="quiet">optional</span>`}</th>
<td>${where}</td><td>${description ? `${description}. ` : ''}${formWords(schema)}</td></tr>`,
)}
</tbody></table>`;
}

function answerRow(status: string, answer: Answer): Html {
  return html`<tr><th scope="row">${status}</th><td>${withCode(answer.description)}</td></tr>`;
}

function schemas(content: Answer['content']): Html[] {
  return Object.entries(content ?? {}).map(
    ([type, { schema }]) =>
      html`<p class="quiet">${type}</p><pre tabindex="0">${JSON.stringify(schema, null, 2)}</pre>`,
  );
}

/** Text with what stands between backticks as code. */
function withCode(text: string): (Html | string)[] {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}

/** A parameter's form in words: "text, 1 to 200 characters", "one of yes, no". */
function formWords(schema: JsonSchema): string {
  if (schema.enum) return `one of ${schema.enum.join(', ')}`;
  const { minLength, maxLength, pattern } = schema;
  const length =
    maxLength === undefined
      ? ''
      : `, ${minLength === undefined ? 'at most' : `${minLength} to`} ${maxLength} characters`;
  return `${schema.type === 'string' ? 'text' : String(schema.type)}${length}${pattern ? `, like ${pattern}` : ''}`;
}
