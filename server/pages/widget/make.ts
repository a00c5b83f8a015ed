/** A new HTML element. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  return filled(document.createElement(tag), attributes, children);
}

/** A new SVG element. */
export function makeSvg(
  tag: 'svg' | 'path',
  attributes: Record<string, string>,
  ...children: Node[]
): SVGElement {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function filled<E extends Element>(
  element: E,
  attributes: Record<string, string>,
  children: (Node | string)[],
): E {
  for (const name in attributes) element.setAttribute(name, attributes[name] ?? '');
  element.append(...children);
  return element;
}
