// The script of the page: the whole table, filtered and sorted, a hundred rows at a time.

import { byId, make } from './build.ts';
import type { PageData } from './data.ts';
import { filtersOf } from './filters.ts';
import { everything, type Query, readQuery, type Search, type SortKey, searchOf, writeQuery } from './query.ts';
import { type Rows, rowsOf } from './rows.ts';

/** Rows added at a time, and those that go to paper. */
const page = 100;
const mostPrinted = 500;

const data = JSON.parse(byId('data').textContent ?? '') as PageData;
if (data.rows.length > 0) start();
openRule();
addEventListener('hashchange', openRule);

/** The table, and what it shows at the moment. */
interface Table {
  query: Query;
  found: readonly number[];
  shown: number;
  readonly rows: Rows;
  readonly search: Search;
}

function start(): void {
  const table: Table = { query: everything, found: [], shown: 0, rows: rowsOf(data), search: searchOf(data) };
  const ask = (change: Partial<Query>): void => {
    table.query = { ...table.query, ...change };
    const written = writeQuery(table.query);
    history.replaceState(null, '', written === '' ? '#findings' : `#${written}`);
    show();
  };
  const filters = filtersOf(document.querySelector('form') as HTMLFormElement, data, ask);
  const show = (): void => {
    showFound(table);
    filters.show(table.query);
  };
  const follow = (): void => {
    const fingerprint = /^#f=(\w+)$/.exec(location.hash)?.[1];
    const asked = fingerprint === undefined ? readQuery(location.hash) : everything;
    if (asked === undefined) return;
    table.query = asked;
    show();
    if (fingerprint === undefined) byId('findings').scrollIntoView();
    else openFinding(table, fingerprint);
  };
  makeSortable((sort) => ask({ sort, descending: table.query.sort === sort && !table.query.descending }));
  fillMore(() => showUpTo(table, table.shown + page));
  byId('rows').addEventListener('click', ({ target }) => toggleAt(target, table.rows.toggle));
  addEventListener('beforeprint', () => preparePrint(table));
  addEventListener('hashchange', follow);
  addEventListener('keydown', (event) => moveByKey(event, filters.focus));
  document.documentElement.classList.add('scripted');
  show();
  follow();
}

/** Shows what the query finds, from the beginning. */
function showFound(table: Table): void {
  table.found = table.search(table.query);
  table.shown = 0;
  byId('rows').replaceChildren();
  showSort(table.query);
  showUpTo(table, page);
  byId('count').textContent = countText(table.found.length);
}

function showUpTo(table: Table, wanted: number): void {
  const next = table.found.slice(table.shown, wanted).map(table.rows.row);
  byId('rows').append(...next);
  table.shown += next.length;
  byId('more').hidden = table.shown >= table.found.length;
}

/** Paper has no scrolling: it gets more rows, and says how many. */
function preparePrint(table: Table): void {
  showUpTo(table, mostPrinted);
  const left = table.found.length - table.shown;
  if (left > 0) byId('count').textContent = `${countText(table.found.length)}; the first ${table.shown} are printed`;
}

function openFinding(table: Table, fingerprint: string): void {
  const at = table.found.findIndex((i) => data.rows[i]?.[6] === fingerprint);
  if (at < 0) return;
  showUpTo(table, at + 1);
  const row = document.querySelector<HTMLTableRowElement>(`tr[data-index="${table.found[at]}"]`);
  if (row === null) return;
  table.rows.toggle(row, true);
  row.scrollIntoView();
  row.querySelector('button')?.focus({ preventScroll: true });
}

function countText(number: number): string {
  const all = data.rows.length;
  const text = (value: number): string => value.toLocaleString('en-US');
  return number === all
    ? `${text(all)} ${all === 1 ? 'finding' : 'findings'}`
    : `${text(number)} of ${text(all)} findings`;
}

/** A click anywhere in a row opens it, except where text is being selected. */
function toggleAt(target: EventTarget | null, toggle: (row: HTMLTableRowElement) => void): void {
  const row = target instanceof Element ? target.closest<HTMLTableRowElement>('tr.finding') : null;
  if (row !== null && (getSelection()?.isCollapsed ?? true)) toggle(row);
}

/** The next rows come when their place comes into view, or at the press of a button. */
function fillMore(showMore: () => void): void {
  const more = byId('more');
  const button = make('button', 'clear', 'Show more');
  button.type = 'button';
  button.addEventListener('click', showMore);
  more.append(button);
  new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) showMore();
    },
    { rootMargin: '600px' },
  ).observe(more);
}

function makeSortable(sortBy: (key: SortKey) => void): void {
  for (const heading of document.querySelectorAll<HTMLElement>('th[data-sort]')) {
    const button = make('button', '', heading.textContent ?? '');
    button.type = 'button';
    button.addEventListener('click', () => sortBy(heading.dataset.sort as SortKey));
    heading.replaceChildren(button);
  }
}

function showSort({ sort, descending }: Query): void {
  for (const heading of document.querySelectorAll<HTMLElement>('th[data-sort]'))
    if (heading.dataset.sort === sort) heading.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    else heading.removeAttribute('aria-sort');
}

/** `/` goes to the search, arrows from finding to finding. */
function moveByKey(event: KeyboardEvent, focusSearch: () => void): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) {
    event.preventDefault();
    focusSearch();
  }
  if ((key !== 'ArrowDown' && key !== 'ArrowUp') || !target.matches('tr.finding button')) return;
  const buttons = [...document.querySelectorAll<HTMLElement>('tr.finding button')];
  const next = buttons[buttons.indexOf(target) + (key === 'ArrowDown' ? 1 : -1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** A link to a rule opens it. */
function openRule(): void {
  const rule = location.hash.startsWith('#rule-') ? document.getElementById(location.hash.slice(1)) : null;
  if (rule instanceof HTMLDetailsElement) rule.open = true;
}
