// The tables of a mirror in a grid, and one of them with what arrives of its columns.

import { openDialog } from './dialog.js';
import { el, fill } from './dom.js';
import { ago, count, instant, number, percent, share } from './format.js';
import { lazyList } from './list.js';
import { outcome, phase, runs } from './sentences.js';
import { bar, facts, gridHead, pill, sieve, tableOf } from './widgets.js';

const CHOICES = [
  { key: 'all', label: 'All', test: () => true },
  { key: 'look', label: 'Differ', test: (table) => table.lastVerification?.outcome === 'DIFFERENT' },
  { key: 'busy', label: 'Not following', test: (table) => table.phase !== 'STREAMING' },
  { key: 'lossy', label: 'Not all arrives', test: (table) => lossy(table).length > 0 },
];

const lossy = (table) => (table.columns ?? []).filter((each) => each.contract !== 'LOSSLESS');

/** @param compare called with the source tables to compare */
export function tableGrid(compare) {
  let tables = [];
  let follow = false;
  const none = el('p', { class: 'faint' });
  const filter = sieve({ label: 'Search tables', choices: CHOICES, changed: show });
  const list = lazyList({
    label: 'Tables', table: true, key: (each) => each.sourceTable,
    row: (each) => rowOf(each, follow, () => open(each.sourceTable)),
  });

  const open = (name) => showTable(tables.find((each) => each.sourceTable === name), follow, compare);

  function show() {
    const found = filter.of(tables, (each) => `${each.sourceTable} ${each.destinationTable}`);
    fill(none, found.length === 0 && tables.length > 0 ? 'No table matches.' : []);
    list.show(found);
  }

  return {
    element: el('section', { 'aria-label': 'Tables' }, el('h2', null, 'Tables'), filter.element,
      gridHead(['Table', 'State', 'Rows copied', 'Compared']), list.element, none),
    show(next, state) {
      tables = next;
      follow = runs(state);
      show();
    },
    stop: list.stop,
  };
}

function rowOf(table, follow, open) {
  const last = table.lastVerification;
  const part = share(table.rowsCopied, table.estimatedRows);
  const loss = lossy(table).length;
  return el('div', { class: 'grid' },
    el('span', { role: 'cell', class: 'names' },
      el('button', { type: 'button', class: 'cover', onclick: open }, table.sourceTable),
      el('span', { class: 'faint' }, `→ ${table.destinationTable}`)),
    el('span', { role: 'cell' }, pill(phase(table.phase, follow)),
      loss > 0 && el('span', { class: 'mark' }, count(loss, 'lossy column'))),
    el('span', { role: 'cell', class: 'rows', 'data-label': 'Rows' }, number(table.rowsCopied),
      table.phase === 'COPYING' && [bar(part, `Copy of ${table.sourceTable}`), percent(part)]),
    el('span', { role: 'cell', class: 'last' }, last ? [pill(outcome(last.outcome)), ago(last.finishedAt)] : 'never'));
}

function showTable(table, follow, compare) {
  const box = openDialog(table.sourceTable, [
    facts([
      ['Destination', table.destinationTable],
      ['State', pill(phase(table.phase, follow))],
      ['Rows copied', `${number(table.rowsCopied)} of about ${number(table.estimatedRows)}`],
      ['Chunks', `${number(table.chunksDone)} of ${number(table.chunks)}`],
      ['Copy began', table.startTime ? instant(table.startTime) : 'not yet'],
      ['Compared', table.lastVerification ? lastOf(table.lastVerification) : 'never'],
    ]),
    el('h3', null, 'Columns'),
    columnsOf(table),
  ], [el('button', { type: 'button', class: 'primary', onclick: () => again() }, 'Compare this table')]);

  function again() {
    box.close();
    compare([table.sourceTable]);
  }
}

function lastOf(last) {
  const found = ['missing', 'surplus', 'different', 'repaired', 'undecided']
    .filter((kind) => Number(last[kind]) > 0).map((kind) => `${number(last[kind])} ${kind}`).join(', ');
  const text = [instant(last.finishedAt), count(last.sourceRows, 'row'), found].filter(Boolean).join(', ');
  return [pill(outcome(last.outcome)), ` ${text}`];
}

function columnsOf(table) {
  if (!table.columns) {
    return el('p', { class: 'faint' }, 'What of each column arrives, the destination has not told.');
  }
  return tableOf(['Column', 'Source', 'Destination', 'What arrives'], table.columns.map((each) => [
    each.sourceColumn === each.destinationColumn
      ? each.sourceColumn : `${each.sourceColumn} → ${each.destinationColumn}`,
    el('code', null, each.sourceType), el('code', null, each.destinationType),
    each.contract === 'LOSSLESS' ? 'all' : each.loss,
  ]));
}
