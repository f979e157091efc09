// One mirror: what is with it, its tables, comparing them, pausing and resuming.

import { call } from './api.js';
import { button } from './actions.js';
import { comparison } from './comparison.js';
import { el, fill, say } from './dom.js';
import { count, instant, number, span, time } from './format.js';
import { poll } from './poll.js';
import { comparedInShort, copied, following, mirrorSentence, mirrorState, runs } from './sentences.js';
import { tableGrid } from './table.js';
import { bar, facts, pill, tableOf, trouble } from './widgets.js';

const CALM_MILLIS = 5000;
const BUSY_MILLIS = 1000;
const MOST_BATCHES = 20;
const CHANGE = '/api/v1/mirrors/state_change';

export function mirror(root, { name, reach }) {
  let detail = null;
  const state = el('span', { class: 'state' });
  const route = el('p', { class: 'route' });
  const sentence = el('p', { class: 'lead' }, 'Asking …');
  const wrong = el('div');
  const actions = el('div', { class: 'actions' });
  const numbers = el('div');
  const more = el('details', { class: 'more' }, el('summary', null, 'Last batches and settings'), el('div'));
  more.hidden = true;
  const comparing = comparison(name, reach, () => asking.now());
  const grid = tableGrid((tables) => comparing.ask(tables));
  grid.element.hidden = true;
  root.append(
    el('header', { class: 'head' }, el('h1', null, name), state, route), sentence, wrong, actions, numbers,
    comparing.element, grid.element, more,
  );

  async function refresh() {
    try {
      detail = await call('POST', '/api/v1/mirrors/status', {
        flowJobName: name, includeFlowInfo: true, excludeSnapshotStatus: true,
      });
      detail.askedAt = Date.now();
      // What comes later would push down what is already there.
      await comparing.ready;
      grid.element.hidden = false;
      more.hidden = false;
      show();
    } catch (error) {
      if (error.status !== 404) {
        throw error;
      }
      gone();
    }
  }

  function gone() {
    [state, route, wrong, actions].forEach((each) => fill(each));
    say(sentence, 'There is no mirror of this name.');
    fill(numbers, el('a', { href: '#/' }, 'All mirrors and links'));
    grid.element.hidden = true;
    more.hidden = true;
  }

  function show() {
    const { config, sourceType, destinationType } = detail.cdcStatus;
    fill(state, pill(mirrorState(detail.state, detail)));
    say(route, `${config.sourceName} (${sourceType}) → ${config.destinationName} (${destinationType})`);
    say(sentence, detail.errorMessage ? '' : mirrorSentence(detail, detail));
    fill(wrong, detail.errorMessage ? troubleOf(detail) : []);
    fill(actions, buttons());
    fill(numbers, detail.state === 'SNAPSHOTTING' && bar(copied(detail.tables), 'First copy'), numbersOf(detail));
    grid.show(detail.tables, detail.state);
    if (more.open) {
      fill(more.lastChild, batches(detail.cdcStatus.cdcBatches), settings(config));
    }
  }

  function buttons() {
    const pausable = ['RUNNING', 'SNAPSHOTTING', 'RETRYING', 'CREATED'].includes(detail.state);
    const resumable = ['PAUSED', 'FAILED'].includes(detail.state);
    const comparable = ['RUNNING', 'COMPLETED'].includes(detail.state);
    return [
      pausable && button('Pause', pause),
      resumable && button(detail.state === 'FAILED' ? 'Try again' : 'Resume', resume),
      comparable && button('Compare', () => comparing.describe([])),
    ];
  }

  function change(wanted, title, label, explain) {
    return {
      title,
      label,
      explain: explain.map((text) => el('p', null, text)),
      request: () => ({ method: 'POST', path: CHANGE, body: { flowJobName: name, requestedFlowState: wanted } }),
      done: () => asking.now(),
    };
  }

  const pause = () => change('STATUS_PAUSED', `Pause ${name}`, 'Pause', [
    'It stops at the end of the batch that is being applied. Nothing is lost: it goes on there.',
    'Until then the source keeps its log, which takes room on its disk. Do not leave it paused for long.',
  ]);
  const resume = () => change('STATUS_RUNNING', `Resume ${name}`, 'Resume', [
    'It goes on where it stopped, and applies what was committed meanwhile.',
  ]);

  more.addEventListener('toggle', () => detail && show());
  const asking = poll(refresh, CALM_MILLIS, reach);
  const quick = setInterval(() => ['SNAPSHOTTING', 'PAUSING', 'CREATED'].includes(detail?.state)
    && detail.tables.length <= 200 && asking.now(), BUSY_MILLIS);
  return () => {
    clearInterval(quick);
    asking.stop();
    grid.stop();
    comparing.stop();
  };
}

function troubleOf(detail) {
  const tries = detail.attempts > 1 ? `, tried ${number(detail.attempts)} times` : '';
  const next = detail.retryAt ? `. Tried again by itself at ${time(Date.parse(detail.retryAt))}.` : '.';
  return trouble({
    tone: detail.state === 'FAILED' ? 'bad' : 'warn',
    message: detail.errorMessage,
    code: detail.errorCode,
    remedy: detail.remedy,
    more: detail.errorSince && `Since ${instant(detail.errorSince)}${tries}${next}`,
  });
}

function numbersOf(detail) {
  const lag = runs(detail.state) && detail.lagMillis !== undefined ? span(Number(detail.lagMillis)) : null;
  return facts([
    ['Lag', lag],
    [
      runs(detail.state) ? 'Tables ok' : 'Tables copied',
      `${number(following(detail))} of ${number(detail.tables.length)}`,
    ],
    ['Compared', comparedInShort(detail)],
    ['Changes applied', number(detail.cdcStatus.rowsSynced)],
    ['Created', instant(detail.createdAt)],
  ]);
}

function batches(all) {
  if (all.length === 0) {
    return el('p', { class: 'faint' }, 'No batch yet.');
  }
  return tableOf(['Batch', 'Changes', 'Began', 'Took'], all.slice(0, MOST_BATCHES).map((each) => [
    each.batchId, number(each.numRows), instant(each.startTime),
    each.endTime ? span(Date.parse(each.endTime) - Date.parse(each.startTime)) : 'under way',
  ]));
}

function settings(config) {
  return facts([
    ['Batch', `at most ${count(config.maxBatchSize, 'change')}`],
    ['Idle timeout', `${number(config.idleTimeoutSeconds)} s`],
    ['First copy', config.doInitialSnapshot ? 'yes' : 'no'],
    ['Rows in a chunk', number(config.snapshotNumRowsPerPartition)],
    ['Workers for a table', number(config.snapshotMaxParallelWorkers)],
    ['Tables at a time', number(config.snapshotNumTablesInParallel)],
    ['Publication', config.publicationName || 'made by Tain'],
    ['Slot', config.replicationSlotName || 'made by Tain'],
  ]);
}
