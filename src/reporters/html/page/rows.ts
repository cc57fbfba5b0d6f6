// Rows of the table, and what opens below them.

import { breakable, build, byId, make } from './build.ts';
import type { FindingRow, HtmlNode, PageData } from './data.ts';

/** Makes rows for findings by their number. */
export interface Rows {
  readonly row: (i: number) => HTMLTableRowElement;
  /** Opens or closes what is below a row. */
  readonly toggle: (row: HTMLTableRowElement, open?: boolean) => void;
}

/** Said where the page has so many findings that it leaves out what opens below the last ones. */
const beyondDetails = 'This page has the evidence of its first findings only. The JSON report has that of this one.';

/** Rows over the data of the page. Details are read when they are first opened. */
export function rowsOf(data: PageData): Rows {
  let details: readonly string[] | undefined;
  const detailOf = (i: number): HtmlNode => {
    details ??= (byId('details').textContent ?? '').split('\n');
    const line = details[i] ?? '';
    return line === '' ? ['p', {}, beyondDetails] : (JSON.parse(line) as HtmlNode);
  };
  const toggle: Rows['toggle'] = (row, open) => {
    const button = row.querySelector('button');
    const isOpen = button?.getAttribute('aria-expanded') === 'true';
    if (button === null || open === isOpen) return;
    button.setAttribute('aria-expanded', String(!isOpen));
    if (isOpen) row.nextElementSibling?.remove();
    else row.after(detailRow(Number(row.dataset.index), row.cells.length, data, detailOf));
  };
  return { row: (i) => findingRow(i, data), toggle };
}

function findingRow(i: number, data: PageData): HTMLTableRowElement {
  const finding = data.rows[i];
  if (finding === undefined) throw new Error(`There is no finding ${i}`);
  const [rule, kind, group, resource, where, reason] = finding;
  const { id = '', title = '', severity = '' } = data.rules[rule] ?? {};
  const row = make('tr', `finding ${kind}`);
  row.dataset.index = String(i);
  const button = make('button', 'title', title);
  button.type = 'button';
  button.setAttribute('aria-expanded', 'false');
  const heading = make('th', '', button, make('span', 'reason', reason), make('code', '', id));
  heading.scope = 'row';
  const badge = make('span', `badge ${kind === 'unknown' ? 'unknown' : severity}`, severity);
  const kindText = kind === 'fails-when' ? 'may fail' : kind;
  const groupName = data.showsGroup ? (data.groups[group]?.[1] ?? '') : '';
  row.append(
    make('td', 'severity', badge, ...(kind === 'fail' ? [] : [make('span', 'kind', kindText)])),
    heading,
    make('td', 'resource', resource),
    make('td', 'where', ...breakable(where), ...(groupName === where ? [] : [make('span', 'quiet', groupName)])),
    ...(data.hasHistory ? [ageCell(finding)] : []),
  );
  return row;
}

const day = 86_400_000;

function ageCell([, , , , , , , status, age]: FindingRow): HTMLTableCellElement {
  if (status === '') return make('td', 'age');
  const days = Math.floor(age / day);
  const text = status === 'new' ? '' : days === 0 ? 'today' : `${days} ${days === 1 ? 'day' : 'days'}`;
  return make('td', 'age', make('span', `status ${status}`, status), text);
}

function detailRow(i: number, columns: number, data: PageData, detailOf: (i: number) => HtmlNode): HTMLTableRowElement {
  const [rule, , , , , , fingerprint] = data.rows[i] ?? [0, '', 0, '', '', '', ''];
  const advice = make('div', 'advice');
  const body = document.querySelector(`#rule-${CSS.escape(data.rules[rule]?.id ?? '')} .rule-body`)?.cloneNode(true);
  const evidence = build(detailOf(i)) as HTMLElement;
  if (body instanceof HTMLElement) {
    // The finding has the command of its rule with its own names in it.
    const command = evidence.querySelector('.az');
    if (command !== null) body.querySelector('.az')?.replaceWith(command);
    advice.append(...body.childNodes);
  }
  const permalink = make('a', 'permalink', 'Link to this finding');
  permalink.href = `#f=${encodeURIComponent(fingerprint)}`;
  advice.append(permalink);
  const cell = make('td', '', make('div', 'panes', evidence, advice));
  cell.colSpan = columns;
  for (const command of cell.querySelectorAll<HTMLElement>('pre.command')) addCopy(command);
  return make('tr', 'detail', cell);
}

/** A button that copies a command, where the browser lets pages do that. */
function addCopy(command: HTMLElement): void {
  if (navigator.clipboard === undefined) return;
  const text = command.textContent ?? '';
  const button = make('button', 'copy', 'Copy');
  button.type = 'button';
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(text).then(
      () => {
        button.textContent = 'Copied';
      },
      () => {
        button.textContent = 'Not allowed';
      },
    );
  });
  const frame = make('div', 'copyable');
  command.replaceWith(frame);
  frame.append(command, button);
}
