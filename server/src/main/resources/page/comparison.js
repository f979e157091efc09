// Comparing a mirror's tables with their copies: the question, its progress, what it found.

import { ask, call } from './api.js';
import { button, confirmAction } from './actions.js';
import { tain } from './commands.js';
import { el, fill } from './dom.js';
import { ago, count, number, percent, share } from './format.js';
import { poll } from './poll.js';
import { outcome } from './sentences.js';
import { bar, failure, pill, tableOf, trouble } from './widgets.js';

const RUNNING_MILLIS = 1000;
const MOST_TABLES = 50;
const MOST_ROWS = 50;

/** @param changed called when one has ended, so that the tables show it */
export function comparison(name, reach, changed) {
  const content = el('div');
  const section = el('section', { 'aria-label': 'Comparison', hidden: true }, el('h2', null, 'Comparison'), content);
  let id = null;
  let asking = null;
  let ended = false;

  // What was found last, if anything was: the newest is the first.
  async function last() {
    try {
      const { verifications } = await ask(`/api/v1/mirrors/verifications/${encodeURIComponent(name)}`);
      if (!ended && id === null && verifications.length > 0) {
        follow(verifications[0].verificationId, verifications[0]);
      }
    } catch (error) {
      reach(error.status === 0 ? error : null);
    }
  }

  function follow(next, found) {
    id = next;
    asking?.stop();
    section.hidden = false;
    if (found && found.outcome !== 'RUNNING') {
      show(found);
    } else {
      asking = poll(refresh, RUNNING_MILLIS, reach);
    }
  }

  async function refresh() {
    const found = await ask(`/api/v1/mirrors/verify/${encodeURIComponent(id)}`);
    show(found);
    if (found.outcome !== 'RUNNING') {
      asking.stop();
      changed();
    }
  }

  function show(found) {
    fill(content,
      el('p', { class: 'lead' }, pill(outcome(found.outcome)), ` ${sum(found)}`,
        found.outcome === 'RUNNING' && button('Stop comparing', describeCancel)),
      found.errorMessage && trouble({ message: found.errorMessage, code: found.errorCode, remedy: found.remedy }),
      tablesOf(found));
  }

  const describeCancel = () => ({
    title: `Stop comparing ${name}`,
    label: 'Stop comparing',
    explain: el('p', null, 'What it has found so far stays.'),
    request: () => ({ method: 'POST', path: '/api/v1/mirrors/verify/cancel', body: { verificationId: id } }),
    done: () => asking?.now(),
  });

  function describe(tables) {
    const repair = el('input', { type: 'checkbox' });
    return {
      title: tables.length > 0 ? `Compare ${tables.join(', ')}` : `Compare all tables of ${name}`,
      label: 'Compare',
      explain: [
        el('p', null, 'Both sides are read once, in short reads, while they go on changing. Rows that are missing,'
          + ' surplus or different are named.'),
        el('label', { class: 'accept' }, repair, 'Put rows right that differ, by the mirror\'s own writer'),
      ],
      request: () => ({
        method: 'POST',
        path: '/api/v1/mirrors/verify',
        body: { flowJobName: name, ...(tables.length > 0 && { tables }), ...(repair.checked && { repair: true }) },
      }),
      cli: () => tain('mirror', 'verify', name, ...(tables.length > 0 ? ['--tables', tables.join(',')] : []),
        ...(repair.checked ? ['--repair'] : [])),
      told: `Comparing ${name}.`,
      done: (answer) => follow(answer.verificationId),
    };
  }

  return {
    element: section,
    /** When what was found last is shown, or could not be asked for. */
    ready: last(),
    describe,
    ask: (tables) => confirmAction(describe(tables)),
    stop() {
      ended = true;
      asking?.stop();
    },
  };
}

function sum(found) {
  const all = (field) => found.tables.reduce((total, each) => total + Number(each[field]), 0);
  const wrong = all('missing') + all('surplus') + all('different');
  const rows = count(all('sourceRows'), 'row');
  if (found.outcome === 'RUNNING') {
    return `${rows} read so far${wrong > 0 ? `, ${number(wrong)} wrong` : ''}.`;
  }
  const when = found.finishedAt ? `, ${ago(found.finishedAt)}` : '';
  const repaired = all('repaired') > 0 ? `, ${number(all('repaired'))} of them put right` : '';
  return `${rows} of ${count(found.tables.length, 'table')} compared${when}: `
    + (wrong === 0 ? 'no row is wrong.' : `${count(wrong, 'row')} missing, surplus or different${repaired}.`);
}

/** Tables that say something, and while it runs those that are at work. */
function tablesOf(found) {
  const shown = found.tables.filter((each) => !['EQUAL', 'WAITING'].includes(each.outcome)).slice(0, MOST_TABLES);
  return shown.map((each) => el('article', { class: 'compared' },
    el('p', null, pill(outcome(each.outcome)), ' ', el('strong', null, each.sourceTable), ` ${countsOf(each)}`),
    each.outcome === 'RUNNING' && bar(share(each.sourceRows, each.estimatedRows), `Comparison of ${each.sourceTable}`),
    each.errorMessage && failure({ message: each.errorMessage, code: each.errorCode, remedy: each.remedy }),
    rowsOf(each)));
}

function countsOf(table) {
  const counts = ['missing', 'surplus', 'different', 'repaired', 'undecided']
    .filter((kind) => Number(table[kind]) > 0).map((kind) => `${number(table[kind])} ${kind}`);
  const part = table.outcome === 'RUNNING' ? [percent(share(table.sourceRows, table.estimatedRows))] : [];
  return [count(table.sourceRows, 'row'), ...part, ...counts].join(', ');
}

function rowsOf(table) {
  if (table.differences.length === 0) {
    return null;
  }
  const hidden = table.differences.length - MOST_ROWS;
  const shown = table.differences.slice(0, MOST_ROWS)
    .map((row) => [row.kind.toLowerCase(), row.key.join(', '), row.columns.join(', '), row.repaired ? 'yes' : 'no']);
  return el('details', { 'data-key': `rows ${table.sourceTable}` }, el('summary', null, 'The rows'),
    tableOf(['Row', 'Key', 'Columns', 'Repaired'], shown),
    hidden > 0 && el('p', { class: 'faint' }, `and ${number(hidden)} more in the API's answer.`));
}
