// HTML as data: written into the page as text, or sent along as JSON and built by the page's own script.

import { harmless } from '../style.ts';

/** A text, or an element with what it holds. */
export type HtmlNode = string | HtmlElement;
export type HtmlElement = readonly [tag: string, attributes: Attributes, ...children: HtmlNode[]];
export type Attributes = Readonly<Record<string, string | number | true>>;

/** An element. */
export function h(tag: string, attributes: Attributes, ...children: readonly HtmlNode[]): HtmlElement {
  return [tag, attributes, ...children];
}

const voidTags: ReadonlySet<string> = new Set(['br', 'col', 'input', 'meta', 'wbr']);

/** The element as text; everything in it that is no markup is escaped. */
export function markup(node: HtmlNode): string {
  if (typeof node === 'string') return escapeText(node);
  const [tag, attributes, ...children] = node;
  const written = Object.entries(attributes).map(([name, value]) =>
    value === true ? ` ${name}` : ` ${name}="${escapeText(String(value))}"`,
  );
  const open = `<${tag}${written.join('')}>`;
  return voidTags.has(tag) ? open : `${open}${children.map(markup).join('')}</${tag}>`;
}

/** Text that stays text wherever it stands in a page, and neither hides nor reorders what is around it. */
export function escapeText(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (symbol) => `&#${symbol.charCodeAt(0)};`);
}

/** JSON that can stand inside a `script` element: nothing in it ends that element, or begins a comment. */
export function embeddedJson(value: unknown): string {
  const text = JSON.stringify(value);
  const safe = mayHideText.test(text)
    ? JSON.stringify(value, (_, member: unknown) => (typeof member === 'string' ? visibleText(member) : member))
    : text;
  return safe.replace(/[<>&]/g, (symbol) => `\\u00${symbol.charCodeAt(0).toString(16)}`);
}

/** Characters that are never shown as they are, or escapes of such: worth a closer look at every text. */
const mayHideText = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]|\\[ubfr]/;

/** Line breaks stay; other control characters and those that turn the direction of text are replaced. */
function visibleText(text: string): string {
  if (/^[ -~\n]*$/.test(text)) return text;
  return text
    .split('\n')
    .map(harmless)
    .join('\n')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

/** A link where the address is one of the web; otherwise the text alone. */
export function link(url: string, text: string): HtmlNode {
  return /^https?:\/\//i.test(url) ? h('a', { href: url, rel: 'noreferrer noopener' }, text) : text;
}

/** A path that may be broken behind its slashes. */
export function breakable(path: string): readonly HtmlNode[] {
  return path.split(/(?<=[/\\])/).flatMap((part, i) => (i === 0 ? [part] : [h('wbr', {}), part]));
}

/** `12345` → `12,345` */
export function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
