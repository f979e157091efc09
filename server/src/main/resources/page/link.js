// One link: what is with it, its mirror topics and how far each is behind.

import { ask } from './api.js';
import { button } from './actions.js';
import { el, fill, say } from './dom.js';
import { openDialog } from './dialog.js';
import { count, instant, number } from './format.js';
import { behind, linkPath, topics as topicsOf } from './kafka.js';
import { alterTopics, pauseLink } from './linkactions.js';
import { lazyList } from './list.js';
import { poll } from './poll.js';
import { lagInShort, lagText, linkSentence, linkState, topicState } from './sentences.js';
import { facts, failure, gridHead, pill, sieve, tableOf, trouble } from './widgets.js';

const CALM_MILLIS = 5000;

const CHOICES = [
  { key: 'all', label: 'All', test: () => true },
  { key: 'look', label: 'Cannot follow', test: (topic) => topicState(topic.mirror_status).tone === 'bad' },
  { key: 'behind', label: 'Behind', test: (topic) => behind(topic.mirror_lags).records > 0 },
  { key: 'live', label: 'Not stopped', test: (topic) => topic.mirror_status !== 'STOPPED' },
];

export function link(root, { name, reach }) {
  let path = null;
  let found = null;
  let topics = [];
  const state = el('span', { class: 'state' });
  const route = el('p', { class: 'route' });
  const sentence = el('p', { class: 'lead' }, 'Asking …');
  const wrong = el('div');
  const actions = el('div', { class: 'actions' });
  const bulk = el('div', { class: 'actions bulk' });
  const none = el('p', { class: 'faint' });
  const filter = sieve({ label: 'Search mirror topics', choices: CHOICES, changed: showTopics });
  const list = lazyList({
    label: 'Mirror topics', table: true, key: (each) => each.mirror_topic_name,
    row: (each) => rowOf(each, () => showTopic(each.mirror_topic_name)),
  });
  const section = el('section', { 'aria-label': 'Mirror topics', hidden: true }, el('h2', null, 'Mirror topics'),
    filter.element, bulk, gridHead(['Mirror topic', 'State', 'Partitions', 'Behind']), list.element, none);
  root.append(
    el('header', { class: 'head' }, el('h1', null, name), state, route), sentence, wrong, actions, section,
  );

  async function refresh() {
    try {
      path ??= await linkPath(name);
      [found, topics] = await Promise.all([ask(`${path}?include_tasks=true`), topicsOf(name)]);
      section.hidden = false;
      show();
    } catch (error) {
      if (![404, 501].includes(error.status)) {
        throw error;
      }
      fill(wrong, failure(error));
      say(sentence, 'There is no link of this name.');
      [state, actions, bulk].forEach((each) => fill(each));
    }
  }

  function show() {
    fill(state, pill(linkState(found, topics)));
    say(route, `Kafka link from ${found.source_cluster_id ?? found.remote_cluster_id ?? 'a cluster not reached yet'}`);
    say(sentence, found.link_error === 'NO_ERROR' ? linkSentence(found, topics) : '');
    fill(wrong, found.link_error !== 'NO_ERROR'
      && trouble({ message: found.link_error_message ?? 'The link does not work.', code: found.link_error }),
    (found.tasks ?? []).flatMap((task) => task.errors.map((each) => trouble({
      tone: 'warn', message: each.error_message, code: `${task.task_name} ${each.error_code}`,
    }))));
    const paused = found.link_state === 'PAUSED';
    fill(actions, button(paused ? 'Resume link' : 'Pause link', () => pauseLink(path, name, !paused, asking.now)));
    showTopics();
  }

  function showTopics() {
    const shown = filter.of(topics, (each) => `${each.mirror_topic_name} ${each.source_topic_name}`);
    const live = shown.filter((each) => each.mirror_status !== 'STOPPED');
    const all = !filter.narrowed();
    const choice = () => (all ? null : live.map((each) => each.mirror_topic_name));
    const what = all ? 'all' : `the ${number(live.length)} shown`;
    fill(bulk, live.length > 0 && [
      button(`Promote ${what}`, () => alterTopics(path, 'promote', name, choice(), asking.now), { danger: true }),
      button(`Fail over ${what}`, () => alterTopics(path, 'failover', name, choice(), asking.now), { danger: true }),
    ]);
    const why = topics.length > 0 ? 'No mirror topic matches.' : 'This link has no mirror topic yet.';
    fill(none, shown.length > 0 ? [] : why);
    list.show(shown);
  }

  async function showTopic(topicName) {
    const address = `${path}/mirrors/${encodeURIComponent(topicName)}?include_state_transition_errors=true`;
    try {
      topicDialog(await ask(address), path, name, asking.now);
    } catch (error) {
      openDialog(topicName, failure(error), []);
    }
  }

  const asking = poll(refresh, CALM_MILLIS, reach);
  return () => {
    asking.stop();
    list.stop();
  };
}

function rowOf(topic, open) {
  return el('div', { class: 'grid' },
    el('span', { role: 'cell', class: 'names' },
      el('button', { type: 'button', class: 'cover', onclick: open }, topic.mirror_topic_name),
      topic.source_topic_name !== topic.mirror_topic_name
        && el('span', { class: 'faint' }, `from ${topic.source_topic_name}`)),
    el('span', { role: 'cell' }, pill(topicState(topic.mirror_status))),
    el('span', { role: 'cell', class: 'rows', 'data-label': 'Partitions' }, number(topic.num_partitions)),
    el('span', { role: 'cell', class: 'last' },
      topic.mirror_status === 'STOPPED' ? 'ended' : lagInShort(behind(topic.mirror_lags))));
}

function topicDialog(topic, path, link, done) {
  const status = topic.mirror_status;
  const verbs = status === 'STOPPED' ? [] : status === 'PENDING_STOPPED' ? ['cancel-promotion'] : [
    status === 'PAUSED' ? 'resume' : 'pause', 'promote', 'failover',
  ];
  const labels = {
    'cancel-promotion': 'Give promotion up',
    resume: 'Resume',
    pause: 'Pause',
    promote: 'Promote',
    failover: 'Fail over',
  };
  const after = () => {
    box.close();
    done();
  };
  const box = openDialog(topic.mirror_topic_name, [
    facts([
      ['Source topic', topic.source_topic_name],
      ['State', pill(topicState(status))],
      ['Since', instant(topic.state_time_ms)],
      ['Behind', status === 'STOPPED' ? null : lagText(behind(topic.mirror_lags))],
    ]),
    (topic.mirror_state_transition_errors ?? []).map((each) => trouble({
      tone: topicState(status).tone === 'bad' ? 'bad' : 'warn', message: each.error_message, code: each.error_code,
    })),
    missing(topic.missing_records ?? []),
    status === 'STOPPED'
      ? el('p', null, 'It has ended: it takes nothing from its source any more, and clients may write to it.')
      : [el('h3', null, 'Partitions'), partitions(topic.mirror_lags)],
  ], verbs.map((verb) => button(labels[verb], () => alterTopics(path, verb, link, [topic.mirror_topic_name], after), {
    danger: ['promote', 'failover'].includes(verb),
  })));
}

function partitions(lags) {
  const known = (value) => (value < 0 ? 'not known' : number(value));
  return tableOf(['Partition', 'Records behind', 'Copied up to offset'],
    lags.map((each) => [each.partition, known(each.lag), known(each.last_source_fetch_offset)]));
}

function missing(records) {
  return records.map((each) => trouble({
    tone: 'warn',
    message: `Partition ${each.partition_id}: ${count(each.until_offset - each.from_offset, 'offset')} from`
      + ` ${number(each.from_offset)} ${each.reason === 'CUT_OFF' ? 'were cut off' : 'were never copied'}.`,
    code: each.reason,
    more: each.saved_in && `Saved in ${each.saved_in}`,
  }));
}
