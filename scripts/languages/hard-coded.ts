import ts from 'typescript';

/** A text that people see and that no language but English has. */
export interface HardCoded {
  line: number;
  text: string;
  /** `untranslated`, or `early`: made a message before the page knows its language. */
  kind: 'untranslated' | 'early';
}

/** Macros of Lingui that make a message of their arguments at once. */
const SPEAKING = new Set(['t', 'plural', 'select', 'selectOrdinal']);
/** Those, and the one that only describes a message. */
const MACROS = new Set([...SPEAKING, 'msg', 'defineMessage']);
const ELEMENTS = new Set(['Trans', 'Plural', 'Select', 'SelectOrdinal']);

/** Attributes whose text people see or hear. */
const SPOKEN = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'no',
  'placeholder',
  'running',
  'title',
  'words',
  'yes',
]);

/** Attributes, properties and variables that hold names for machines, however they look. */
const FOR_MACHINES =
  /^(?:class|className|classes|style|d|viewBox|key|id|href|rel|autoComplete|accept|comment|like)$|^data-/;

/** Calls whose texts are for whoever helps, not for who works with it, or are no texts. */
const FOR_HELPERS =
  /^(?:console\.\w+|matchMedia|import)$|(?:^|[.?])(?:querySelector|querySelectorAll|closest|matches)$/;

/** The texts of a file that are no messages. */
export function findHardCoded(path: string, code: string): HardCoded[] {
  const file = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true);
  const found: HardCoded[] = [];
  const tell = (node: ts.Node, text: string, kind: HardCoded['kind']) =>
    found.push({
      line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1,
      text: text.replace(/\s+/g, ' ').trim(),
      kind,
    });

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (isMacro(node)) {
      if (speaksAtOnce(node) && !isInFunction(node)) tell(node, node.getText(), 'early');
      return;
    }
    if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node)) {
      if (ELEMENTS.has(tagOf(node))) return;
    }
    if (isForMachines(node)) return;
    if (ts.isJsxText(node) && hasWords(node.text)) tell(node, node.text, 'untranslated');
    const text = textOf(node);
    if (text !== null && (isSpoken(node) ? hasWords(text) : isSentence(text))) {
      tell(node, text, 'untranslated');
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isMacro(node: ts.Node): boolean {
  const name = macroName(node);
  return name !== null && MACROS.has(name);
}

function speaksAtOnce(node: ts.Node): boolean {
  return SPEAKING.has(macroName(node) ?? '');
}

function macroName(node: ts.Node): string | null {
  if (ts.isTaggedTemplateExpression(node)) return node.tag.getText();
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression)
    ? node.expression.text
    : null;
}

function isInFunction(node: ts.Node): boolean {
  for (let parent = node.parent; parent; parent = parent.parent) {
    if (ts.isFunctionLike(parent) || ts.isClassElement(parent)) return true;
  }
  return false;
}

function tagOf(node: ts.JsxElement | ts.JsxSelfClosingElement): string {
  return (ts.isJsxElement(node) ? node.openingElement : node).tagName.getText();
}

function isForMachines(node: ts.Node): boolean {
  if (ts.isJsxAttribute(node) || ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) {
    return FOR_MACHINES.test(node.name.getText().replaceAll(/['"]/g, ''));
  }
  if (ts.isNewExpression(node)) return /Error$|^RegExp$/.test(node.expression.getText());
  if (ts.isCallExpression(node)) return FOR_HELPERS.test(node.expression.getText());
  return false;
}

/** The text of a literal without its values; `null` for any other node, and for a key or a type. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) {
    const { parent } = node;
    const isKey =
      (ts.isPropertyAssignment(parent) && parent.name === node) ||
      ts.isElementAccessExpression(parent) ||
      ts.isLiteralTypeNode(parent) ||
      ts.isCaseClause(parent) ||
      (ts.isBinaryExpression(parent) && /^[!=]==?$|^in$/.test(parent.operatorToken.getText()));
    return isKey ? null : node.text;
  }
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

/** True where a text is shown: between tags, or in an attribute that is seen or heard. */
function isSpoken(node: ts.Node): boolean {
  let child = node;
  for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (ts.isJsxAttribute(parent)) return SPOKEN.has(parent.name.getText());
    if (ts.isJsxExpression(parent)) {
      if (ts.isJsxAttribute(parent.parent)) continue;
      return true;
    }
    const goesOn =
      ts.isParenthesizedExpression(parent) ||
      (ts.isConditionalExpression(parent) && parent.condition !== child) ||
      (ts.isBinaryExpression(parent) &&
        /^(?:\?\?|\|\||&&|\+)$/.test(parent.operatorToken.getText()));
    if (!goesOn) return false;
  }
  return false;
}

/** At least one word of two letters, and no address. */
function hasWords(text: string): boolean {
  return /\p{L}{2}/u.test(text) && !/^https?:\S+$/.test(text);
}

/** Several words as people write them: no path, no list of class names, no selector. */
function isSentence(text: string): boolean {
  return (
    /\p{L}{2,}[,:;”’]? [\p{L}“]/u.test(text) &&
    !/[=[\]#>/_@]|\w--?\w+ |^[\w-]+( [\w-]*-[\w-]*)+$|var\(/.test(text)
  );
}
