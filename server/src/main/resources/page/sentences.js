// What a state means to the person who is responsible for it, in a sentence.

import { ago, count, number, percent, share, span, time } from './format.js';
import { behind } from './kafka.js';

/** Tones: good, busy (works towards good), still (on a person's word), warn (look), bad (act). */
const MIRROR = {
  CREATED: ['busy', 'Starting'],
  SNAPSHOTTING: ['busy', 'Copying'],
  RUNNING: ['good', 'Running'],
  RETRYING: ['warn', 'Retrying'],
  PAUSING: ['still', 'Pausing'],
  PAUSED: ['still', 'Paused'],
  COMPLETED: ['good', 'Completed'],
  FAILED: ['bad', 'Failed'],
  DROPPING: ['busy', 'Dropping'],
};

const LINK = {
  ACTIVE: ['good', 'Active'],
  PAUSED: ['still', 'Paused'],
  UNAVAILABLE: ['bad', 'Unavailable'],
};

const TOPIC = {
  ACTIVE: ['good', 'Active'],
  PAUSED: ['still', 'Paused'],
  LINK_PAUSED: ['still', 'Link paused'],
  FAILED: ['bad', 'Failed'],
  LINK_FAILED: ['bad', 'Link failed'],
  SOURCE_UNAVAILABLE: ['bad', 'Source away'],
  PENDING_STOPPED: ['busy', 'Promoting'],
  STOPPED: ['still', 'Stopped'],
  PENDING_MIRROR: ['busy', 'Starting'],
  PENDING_SYNCHRONIZE: ['busy', 'Starting'],
  PENDING_SETUP_FOR_RESTORE: ['busy', 'Restoring'],
  PENDING_RESTORE: ['busy', 'Restoring'],
};

const PHASE = {
  WAITING: ['busy', 'Waiting'],
  COPYING: ['busy', 'Copying'],
  CATCHING_UP: ['busy', 'Catching up'],
  STREAMING: ['good', 'Follows'],
};

const OUTCOME = {
  WAITING: ['busy', 'Waits'],
  RUNNING: ['busy', 'Comparing'],
  EQUAL: ['good', 'Equal'],
  DIFFERENT: ['warn', 'Differs'],
  UNDECIDED: ['still', 'Undecided'],
  FAILED: ['bad', 'Failed'],
};

const named = (known, name) => {
  const [tone, label] = known[name] ?? ['still', name ?? ''];
  return { tone, label };
};

export const topicState = (name) => named(TOPIC, name);
export const outcome = (name) => named(OUTCOME, name);

/** A table's; while its mirror does not run it does not follow either. */
export function phase(name, runs = true) {
  return name === 'STREAMING' && !runs ? { tone: 'still', label: 'Copied' } : named(PHASE, name);
}

/** Whether what a mirror reads arrives. Only then its lag says something. */
export const runs = (state) => ['RUNNING', 'SNAPSHOTTING'].includes(state);

/** A link's state, with what its trouble and, when they are there already, its mirror topics add to it. */
export function linkState(link, topics = []) {
  const state = named(LINK, link.link_state);
  if (link.link_state !== 'ACTIVE') {
    return state;
  } else if (link.link_error !== 'NO_ERROR') {
    return { tone: 'bad', label: 'In trouble' };
  }
  const fails = topics.some((each) => topicState(each.mirror_status).tone === 'bad');
  return fails ? { tone: 'warn', label: 'Topics fail' } : state;
}

/** A mirror's state, with what the details, when they are there already, add to it. */
export function mirrorState(name, detail) {
  const state = named(MIRROR, name);
  return name === 'RUNNING' && differing(detail).length > 0 ? { tone: 'warn', label: 'Differs' } : state;
}

export function mirrorSentence(listed, detail) {
  const state = detail?.state ?? listed.state;
  const trouble = detail?.errorMessage || listed.errorMessage;
  switch (state) {
    case 'FAILED': return join(trouble, detail?.remedy);
    case 'RETRYING': return join(trouble, next(detail), detail?.remedy);
    case 'PAUSING': return 'Stops at the end of the batch that is being applied.';
    case 'PAUSED': return 'Stands still on your word; the source keeps its log until it goes on.';
    case 'DROPPING': return 'Goes away; destination tables stay.';
    case 'CREATED': return 'Its objects at source and destination are being made.';
    default: return detail ? join(progress(state, detail), compared(detail)) : '';
  }
}

function next(detail) {
  return detail?.retryAt ? `Tried again at ${time(Date.parse(detail.retryAt))}.` : '';
}

function progress(state, detail) {
  const tables = detail.tables ?? [];
  if (state === 'SNAPSHOTTING') {
    return `First copy: ${number(following(detail))} of ${count(tables.length, 'table')} done,`
      + ` ${percent(copied(tables))} of the rows.`;
  }
  const all = following(detail) === tables.length;
  const part = all
    ? `all ${count(tables.length, 'table')}` : `${number(following(detail))} of ${number(tables.length)} tables`;
  return state === 'COMPLETED' ? `Copied once: ${part}.` : `${fresh(detail)}; ${part} ok.`;
}

/** Up to when changes of the source are at the destination. */
export function fresh(detail) {
  if (detail.lagMillis === undefined) {
    return 'No change yet';
  }
  const lag = Number(detail.lagMillis);
  return `Fresh to ${time(detail.askedAt - lag)}${lag < 1000 ? '' : `, ${span(lag)} behind`}`;
}

/** Tables that are copied and follow, and are not known to differ. */
export function following(detail) {
  const bad = new Set(differing(detail));
  return (detail.tables ?? []).filter((each) => each.phase === 'STREAMING' && !bad.has(each)).length;
}

function differing(detail) {
  return (detail?.tables ?? []).filter((each) => each.lastVerification?.outcome === 'DIFFERENT');
}

export function copied(tables) {
  const sum = (field) => tables.reduce((all, each) => all + Number(each[field]), 0);
  return share(sum('rowsCopied'), Math.max(sum('estimatedRows'), sum('rowsCopied')));
}

function compared(detail) {
  const short = comparedInShort(detail);
  if (short === 'never') {
    return 'Never compared.';
  }
  const bad = differing(detail).length;
  return bad > 0 ? `Rows differ in ${count(bad, 'table')}.` : `Compared ${short}.`;
}

/** When all tables were compared, or how many were, and with what result. */
export function comparedInShort(detail) {
  const tables = detail.tables ?? [];
  const done = tables.filter((each) => each.lastVerification);
  if (done.length === 0) {
    return 'never';
  }
  const oldest = done.map((each) => each.lastVerification.finishedAt).reduce((one, two) => (one < two ? one : two));
  const equal = done.filter((each) => each.lastVerification.outcome === 'EQUAL').length;
  return `${ago(oldest)}, ${equal === tables.length ? 'all' : `${number(equal)} of ${number(tables.length)}`} equal`;
}

/** A link in a sentence; its mirror topics may not be known yet. */
export function linkSentence(link, topics) {
  if (link.link_error !== 'NO_ERROR') {
    return link.link_error_message || link.link_error;
  } else if (link.link_state === 'PAUSED') {
    return 'Stands still on your word; mirror topics keep what they have.';
  } else if (!topics) {
    return count(link.topic_names.length, 'mirror topic');
  }
  const failed = topics.filter((each) => topicState(each.mirror_status).tone === 'bad').length;
  const live = topics.filter((each) => each.mirror_status !== 'STOPPED');
  const lag = behind(live.flatMap((each) => each.mirror_lags));
  return join(
    failed > 0 ? `${count(failed, 'mirror topic')} cannot follow.` : '',
    live.length === 0 ? 'No mirror topic follows.' : `${count(live.length, 'mirror topic')}: ${lagText(lag)}.`,
  );
}

export function lagText(lag) {
  if (lag.records === 0 && lag.unknown > 0) {
    return `not known for ${count(lag.unknown, 'partition')}`;
  }
  const known = lag.records === 0
    ? 'nothing behind'
    : `${count(lag.records, 'record')} behind in ${count(lag.partitions, 'partition')}`;
  return lag.unknown === 0 ? known : `${known}, ${count(lag.unknown, 'partition')} not known`;
}

/** Without where it is. */
export function lagInShort(lag) {
  if (lag.records === 0) {
    return lag.unknown === 0 ? 'up to date' : 'not known';
  }
  return `${count(lag.records, 'record')}${lag.unknown === 0 ? '' : ' or more'}`;
}

function join(...sentences) {
  return sentences.filter(Boolean).join(' ');
}
