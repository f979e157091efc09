// What can be done with a link and with mirror topics. Ending a mirror topic shows first what would be lost.

import { el } from './dom.js';
import { count, number } from './format.js';
import { behind, tryOut } from './kafka.js';
import { tableOf, trouble } from './widgets.js';

const MOST_TOPICS = 20;
const MOST_PARTITIONS = 8;

const VERBS = {
  pause: {
    label: 'Pause',
    explain: 'It keeps what it has and copies nothing until it is resumed. When that takes longer than the source keeps'
      + ' records, those in between are lost.',
  },
  resume: { label: 'Resume', explain: 'It goes on where it stopped.' },
  promote: {
    label: 'Promote',
    danger: true,
    explain: 'It ends once it has every record that the source has, and clients may write to it then. Stop the'
      + ' producers at the source first, or it may wait for long.',
  },
  failover: {
    label: 'Fail over',
    danger: true,
    explain: 'It ends now, as it is, whether or not the source can be reached, and clients may write to it. Records'
      + ' that it lacks are not in it then.',
  },
  'cancel-promotion': { label: 'Give promotion up', explain: 'It follows its source again.' },
};

export function pauseLink(path, name, pause, done) {
  return {
    title: pause ? `Pause link ${name}` : `Resume link ${name}`,
    label: pause ? 'Pause link' : 'Resume link',
    explain: el('p', null, pause
      ? 'All of its mirror topics stand still until it is resumed. When that takes longer than the source keeps'
        + ' records, those in between are lost.'
      : 'Its mirror topics go on where they stopped.'),
    request: () => ({
      method: 'PUT',
      path: `${path}/configs:alter`,
      body: { data: [{ name: 'cluster.link.paused', value: String(pause) }] },
    }),
    done,
  };
}

/** @param names the mirror topics; null for all of the link */
export function alterTopics(path, verb, link, names, done) {
  const { label, explain, danger } = VERBS[verb];
  const body = names === null ? { mirror_topic_name_pattern: '.*' } : { mirror_topic_names: names };
  const what = names === null ? `all mirror topics of ${link}`
    : names.length === 1 ? names[0] : count(names.length, 'mirror topic');
  return {
    title: `${label} ${what}`,
    label,
    danger,
    explain: el('p', null, explain),
    ready: async () => preview(verb, await tryOut(path, verb, body)),
    request: () => ({ method: 'POST', path: `${path}/mirrors:${verb}`, body }),
    told: `${label} ${what}: noted.`,
    done,
  };
}

function preview(verb, topics) {
  const refused = topics.filter((each) => each.error_code !== null);
  const meant = topics.filter((each) => each.error_code === null);
  const lag = behind(meant.flatMap((each) => each.mirror_lags));
  const ends = ['promote', 'failover'].includes(verb);
  return {
    content: [
      refused.slice(0, MOST_TOPICS).map((each) => trouble({
        tone: 'warn', message: `${each.mirror_topic_name}: ${each.error_message}`,
      })),
      ends && meant.length > 0 && el('p', { class: 'verdict' }, verdict(verb, lag)),
      ends && meant.length > 0 && topicTable(meant),
    ],
    accept: acceptance(verb, lag, meant),
  };
}

function verdict(verb, lag) {
  const unknown = lag.unknown > 0 ? ` Of ${count(lag.unknown, 'partition')} it is not known.` : '';
  if (verb === 'promote') {
    return `${count(lag.records, 'record')} must still arrive before it ends.${unknown}`;
  }
  return lag.records === 0 && lag.unknown === 0
    ? 'As far as the source was read, no record would be lost.'
    : `${count(lag.records, 'record')} of the source would be lost.${unknown}`;
}

function acceptance(verb, lag, meant) {
  if (verb !== 'failover' || meant.length === 0) {
    return null;
  } else if (lag.unknown > 0) {
    return `I accept the loss of ${count(lag.records, 'record')} and of an unknown number more`;
  }
  return lag.records > 0 ? `I accept the loss of ${count(lag.records, 'record')}` : null;
}

function topicTable(topics) {
  const most = topics.map((each) => ({ topic: each, lag: behind(each.mirror_lags) }))
    .sort((one, two) => two.lag.records - one.lag.records || two.lag.unknown - one.lag.unknown);
  const rows = most.slice(0, MOST_TOPICS).map(({ topic, lag }) => [
    topic.mirror_topic_name,
    `${number(lag.records)}${lag.unknown > 0 ? ' or more' : ''}`,
    byPartition(topic.mirror_lags),
  ]);
  return [
    tableOf(['Mirror topic', 'Records it lacks', 'By partition'], rows),
    most.length > MOST_TOPICS && el('p', { class: 'faint' }, `and ${number(most.length - MOST_TOPICS)} more.`),
  ];
}

function byPartition(lags) {
  const some = lags.slice(0, MOST_PARTITIONS)
    .map((each) => `${each.partition}: ${each.lag < 0 ? '?' : number(each.lag)}`);
  return `${some.join(', ')}${lags.length > MOST_PARTITIONS ? ' …' : ''}`;
}
