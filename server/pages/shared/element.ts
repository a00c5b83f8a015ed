type Child = Node | string | null | false;

/**
 * Makes an element. Attributes are set as text, functions are listeners (`onclick`), children that
 * are `null` or `false` are left out. Text goes in as text nodes only.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | boolean | ((event: Event) => void)> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.replace(/^on/, ''), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== false));
  return made;
}

/** The element of a page's own HTML with that id; throws if the HTML lacks it. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no ${type.name} #${id}`);
  return found;
}

/** A link that opens apart and tells the other page nothing; plain text where it is no http(s) address. */
export function outsideLink(title: string, url: string | null): HTMLElement {
  if (url === null || !/^https?:\/\//i.test(url)) return element('span', {}, title);
  return element('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, title);
}
