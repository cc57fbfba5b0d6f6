// The form above the table, one choice for everything that tells findings apart.

import { make } from './build.ts';
import type { PageData } from './data.ts';
import { everything, type FilterName, filterNames, type Query } from './query.ts';

/** The form: shows a query, and says when the reader asks for another one. */
export interface Filters {
  readonly show: (query: Query) => void;
  readonly focus: () => void;
}

type Option = readonly [value: string, label: string];

/** Fills the form. */
export function filtersOf(form: HTMLFormElement, data: PageData, ask: (change: Partial<Query>) => void): Filters {
  const text = make('input', '');
  text.type = 'search';
  text.placeholder = 'rule, resource, file, control …';
  text.autocomplete = 'off';
  text.spellcheck = false;
  text.addEventListener('input', () => ask({ text: text.value }));
  const selects = new Map<FilterName, HTMLSelectElement>();
  for (const name of filterNames) {
    const options = optionsOf(name, data);
    if (options.length < 2 && name !== 'control') continue;
    const select = name === 'control' ? controlSelect(data) : selectOf(options);
    select.addEventListener('change', () => ask({ [name]: select.value }));
    selects.set(name, select);
  }
  const clear = make('button', 'clear', 'Clear');
  clear.type = 'button';
  clear.addEventListener('click', () => ask(everything));
  form.append(labelled('Search', text, 'wide'));
  for (const [name, select] of selects) form.append(labelled(titleOf(name, data), select, ''));
  form.append(clear);
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  return {
    show: (query) => {
      if (text.value !== query.text) text.value = query.text;
      for (const [name, select] of selects) select.value = query[name];
      clear.disabled = filterNames.every((name) => query[name] === '') && query.text === '';
    },
    focus: () => text.focus(),
  };
}

function labelled(title: string, field: HTMLElement, className: string): HTMLLabelElement {
  return make('label', className, make('span', '', title), field);
}

function titleOf(name: FilterName, { groupTitle }: PageData): string {
  if (name === 'group') return groupTitle;
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

const labels: Readonly<Record<string, string>> = { fail: 'fails', 'fails-when': 'may fail' };

/** The values that occur, in an order people expect. */
function optionsOf(name: FilterName, data: PageData): readonly Option[] {
  const values = new Set(
    data.rows.map(([rule, kind, group, , , , , status]) => {
      if (name === 'verdict') return kind;
      if (name === 'status') return status;
      if (name === 'group') return data.groups[group]?.[0] ?? '';
      return name === 'severity' || name === 'category' ? (data.rules[rule]?.[name] ?? '') : '';
    }),
  );
  values.delete('');
  if (name === 'group')
    return data.groups.filter(([key]) => values.has(key)).toSorted(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0));
  const order = ['critical', 'high', 'medium', 'low', 'info'];
  const sorted = name === 'category' ? [...values].sort() : [...values];
  return sorted
    .sort((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((value): Option => [value, labels[value] ?? value]);
}

function selectOf(options: readonly Option[]): HTMLSelectElement {
  const select = make('select', '', optionOf('', 'all'));
  select.append(...options.map(([value, label]) => optionOf(value, label)));
  return select;
}

function controlSelect({ rules, frameworks }: PageData): HTMLSelectElement {
  const select = make('select', '', optionOf('', 'all'));
  const controls = [...new Set(rules.flatMap((rule) => rule.controls))].sort();
  for (const framework of Object.keys(frameworks).sort()) {
    const group = make('optgroup', '');
    group.label = frameworks[framework] ?? framework;
    const own = controls.filter((control) => control.startsWith(`${framework} `));
    group.append(
      optionOf(framework, `all of ${frameworks[framework] ?? framework}`),
      ...own.map((control) => optionOf(control, control.slice(framework.length + 1))),
    );
    select.append(group);
  }
  return select;
}

function optionOf(value: string, label: string): HTMLOptionElement {
  const option = make('option', '', label);
  option.value = value;
  return option;
}
