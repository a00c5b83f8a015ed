/** A text that cannot be read whole. */
interface CutText {
  text: string;
  why: string;
}

/** How far a glyph may reach over its box, in CSS pixels. */
const OVERHANG = 1.5;

/**
 * Every text in the page that something cuts off, that sticks out of its own box or out of the
 * page, and every empty field whose example does not fit into it. What is scrolled, what says by
 * an ellipsis that it goes on, and what only screen readers get, counts as readable.
 */
export function findCutTexts(page: Document): CutText[] {
  const found: CutText[] = [];
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = (node.nodeValue ?? '').trim();
    const element = node.parentElement;
    if (text === '' || !element?.checkVisibility({ visibilityProperty: true })) continue;
    const why = reasonOf(node, element, page.documentElement.clientWidth);
    if (why) found.push({ text: text.slice(0, 60), why });
  }
  for (const field of page.querySelectorAll<HTMLInputElement>('input[placeholder]')) {
    if (field.value !== '' || !field.checkVisibility()) continue;
    const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(field);
    const room =
      field.clientWidth -
      Number.parseFloat(paddingInlineStart) -
      Number.parseFloat(paddingInlineEnd);
    const needed = widthOf(field.placeholder, field);
    if (needed > room + OVERHANG) found.push({ text: field.placeholder, why: 'field too narrow' });
  }
  return found;
}

function reasonOf(node: Node, element: HTMLElement, pageWidth: number): string | null {
  const range = document.createRange();
  range.selectNodeContents(node);
  const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
  if (rects.length === 0) return null;
  const left = Math.min(...rects.map((rect) => rect.left));
  const right = Math.max(...rects.map((rect) => rect.right));
  const top = Math.min(...rects.map((rect) => rect.top));
  const bottom = Math.max(...rects.map((rect) => rect.bottom));
  let inOwnBox = true;
  for (let box: HTMLElement | null = element; box; box = box.parentElement) {
    const style = getComputedStyle(box);
    if (style.display === 'inline' || style.display === 'contents') continue;
    if (style.clipPath !== 'none' || goesOn(style)) return null;
    if (isScrolled(box, style)) return null;
    const edge = box.getBoundingClientRect();
    const wide = left < edge.left - OVERHANG || right > edge.right + OVERHANG;
    if (wide && inOwnBox) return `sticks out of ${nameOf(box)}`;
    const high = top < edge.top - OVERHANG || bottom > edge.bottom + OVERHANG;
    const cut =
      (wide && /hidden|clip/.test(style.overflowX)) ||
      (high && /hidden|clip/.test(style.overflowY));
    if (cut) return `cut by ${nameOf(box)}`;
    inOwnBox = false;
  }
  const out = left < -OVERHANG || right > pageWidth + OVERHANG;
  return out ? 'sticks out of the page' : null;
}

/** Can what is beyond the edge be scrolled to? The page itself may only be scrolled up and down. */
function isScrolled(box: HTMLElement, { overflowX, overflowY }: CSSStyleDeclaration): boolean {
  if (box === document.body || box === document.documentElement) return false;
  return /auto|scroll/.test(`${overflowX} ${overflowY}`);
}

/** Does it say by an ellipsis that there is more? */
function goesOn({ textOverflow, webkitLineClamp }: CSSStyleDeclaration): boolean {
  return textOverflow === 'ellipsis' || webkitLineClamp !== 'none';
}

function nameOf(element: Element): string {
  return `${element.localName}.${[...element.classList].join('.')}`;
}

function widthOf(text: string, element: Element): number {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) throw new Error('There is no canvas to measure on');
  pen.font = getComputedStyle(element).font;
  return pen.measureText(text).width;
}
