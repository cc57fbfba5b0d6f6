// Elements of the page, made without ever reading text as markup.

import type { HtmlNode } from './data.ts';

/** Builds what the reporter described. */
export function build(node: HtmlNode): Node {
  if (typeof node === 'string') return document.createTextNode(node);
  const [tag, attributes, ...children] = node;
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    element.setAttribute(name, value === true ? '' : String(value));
  element.append(...children.map(build));
  return element;
}

/** An element with a class and what it holds. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.append(...children);
  return element;
}

/** A path that may be broken behind its slashes. */
export function breakable(path: string): readonly (Node | string)[] {
  return path.split(/(?<=[/\\])/).flatMap((part, i) => (i === 0 ? [part] : [document.createElement('wbr'), part]));
}

/** An element that the page is known to have. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no '${id}'`);
  return element;
}
