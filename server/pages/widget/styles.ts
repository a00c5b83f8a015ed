/**
 * The widget's styles. They live in a constructable style sheet, which a page's strict
 * `style-src` does not stop. Sizes are in `em`, so the widget follows the page's font size.
 */
export const STYLES = `
:host{color-scheme:light dark;--f:light-dark(#1c1f24,#e9ecf1);--m:light-dark(#5c6470,#a5adba);--b:light-dark(#d5d9e0,#444b57);--s:light-dark(#fff,#22262d);--h:light-dark(#f1f4f9,#2e343d);--a:var(--fivefaces-accent,light-dark(#2456c8,#8fb2ff));--o:light-dark(#fff,#10131a);
display:block;min-block-size:3.1em;font:inherit;line-height:1.4;color:var(--f);text-align:start;contain:layout style}
:host([theme=light]){color-scheme:light}
:host([theme=dark]){color-scheme:dark}
:host([hidden]){display:none}
*{box-sizing:border-box}
[hidden]{display:none!important}
p{margin:0}
button,textarea{font:inherit;color:inherit}
button{cursor:pointer;background:var(--s);border:1px solid var(--b);border-radius:999px;padding:.4em .95em;min-block-size:2.4em}
button:hover{background:var(--h)}
:focus-visible{outline:2px solid var(--a);outline-offset:2px}
.picker,.rated{background:var(--s);border:1px solid var(--b);border-radius:14px;padding:.8em;max-inline-size:27em}
.head{display:flex;align-items:center;justify-content:space-between;gap:.8em;font-weight:600}
.head button,.rated .change{border:0;background:none;font-weight:500;color:var(--a);padding:.3em .5em;border-radius:8px;white-space:nowrap}
.change{margin-inline:auto -.5em}
.faces{display:grid;grid-template-columns:repeat(5,1fr);margin-block-start:.35em;border-radius:12px}
.faces button{display:flex;flex-direction:column;align-items:center;gap:.2em;border:1px solid transparent;border-radius:12px;padding:.5em 0;background:none;min-inline-size:0}
.faces button:hover{background:var(--h)}
.faces span+span{font-size:.75em;line-height:1.25;color:var(--m);text-align:center;overflow-wrap:anywhere;hyphens:auto;hyphenate-limit-chars:9}
.face{font-size:2em}
svg{display:block;inline-size:1em}
.row{display:flex;align-items:center;flex-wrap:wrap;gap:.1em .45em}
.row .face{font-size:1.45em}
.row b{font-weight:600}
.note{color:var(--m)}
.why .row{gap:.4em}
.why button{font-size:.9em;padding:.3em .8em}
[aria-checked=true],[aria-pressed=true]{border-color:var(--a)!important;background:var(--h)!important}
form,.why{margin-block-start:.4em}
.label{display:block;font-size:.85em;color:var(--m);margin-block-end:.25em}
.field{display:flex;gap:.5em;align-items:end}
textarea{flex:1;min-inline-size:0;resize:none;field-sizing:content;max-block-size:9em;min-block-size:2.4em;padding:.45em .7em;border:1px solid var(--m);border-radius:10px;background:var(--s)}
form button,form button:hover{background:var(--a);color:var(--o);border-color:var(--a);border-radius:10px;font-weight:600}
form button:disabled{opacity:.55;cursor:default}
.status{font-size:.85em;color:var(--m);min-block-size:1.6em;padding:.2em .1em 0}
.status:empty{min-block-size:0;padding:0}
@media(forced-colors:active){[aria-checked=true],[aria-pressed=true]{outline:2px solid Highlight}}
`;
