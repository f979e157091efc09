// All mirrors and links in a line each: is the data fresh, is the copy equal, what is wrong and what to do.

import { ask, call } from './api.js';
import { el, fill } from './dom.js';
import { links, topics } from './kafka.js';
import { lazyList } from './list.js';
import { poll } from './poll.js';
import { linkSentence, linkState, mirrorSentence, mirrorState } from './sentences.js';
import { pill, sieve } from './widgets.js';

const LIST_MILLIS = 5000;
const DETAIL_MILLIS = 10000;
/** Of the time, what asking for one line's details may take. */
const SHARE = 20;

const CHOICES = [
  { key: 'all', label: 'All', test: () => true },
  { key: 'look', label: 'Need attention', test: (item) => ['warn', 'bad'].includes(item.state().tone) },
  { key: 'busy', label: 'Under way', test: (item) => item.state().tone === 'busy' },
  { key: 'good', label: 'Well', test: (item) => item.state().tone === 'good' },
  { key: 'still', label: 'Paused', test: (item) => item.state().tone === 'still' },
];

export function overview(root, { reach }) {
  const known = new Map();
  let items = null;
  const empty = el('div', { class: 'empty' }, 'Asking …');
  const filter = sieve({ label: 'Search by name or peer', choices: CHOICES, changed: show });
  const list = lazyList({ label: 'Mirrors and links', key: (item) => item.key, row: rowOf, seen: askForDetails });
  root.append(el('h1', null, 'Overview'), filter.element, empty, list.element);

  async function refresh() {
    const [mirrors, linked] = await Promise.all([ask('/api/v1/mirrors/list'), links()]);
    items = [...mirrors.mirrors.map(mirrorItem), ...linked.map(linkItem)]
      .sort((one, two) => one.name.localeCompare(two.name) || one.key.localeCompare(two.key));
    const keys = new Set(items.map((item) => item.key));
    [...known.keys()].filter((key) => !keys.has(key)).forEach((key) => known.delete(key));
    show();
  }

  function show() {
    const found = filter.of(items ?? [], (item) => `${item.name} ${item.route}`);
    list.show(found);
    if (items !== null) {
      fill(empty, found.length > 0 ? [] : items.length > 0 ? 'Nothing here matches.' : nothingYet());
    }
  }

  function mirrorItem(mirror) {
    const key = `mirror/${mirror.name}`;
    const detail = () => known.get(key)?.detail;
    return {
      key,
      name: mirror.name,
      href: `#/mirror/${encodeURIComponent(mirror.name)}`,
      route: `${mirror.sourceName} → ${mirror.destinationName}`,
      state: () => mirrorState(mirror.state, detail()),
      sentence: () => mirrorSentence(mirror, detail()?.state === mirror.state ? detail() : undefined),
      ask: async () => ({
        ...await call('POST', '/api/v1/mirrors/status', {
          flowJobName: mirror.name, includeFlowInfo: true, excludeBatches: true, excludeSnapshotStatus: true,
        }),
        askedAt: Date.now(),
      }),
    };
  }

  function linkItem(link) {
    const key = `link/${link.link_name}`;
    return {
      key,
      name: link.link_name,
      href: `#/link/${encodeURIComponent(link.link_name)}`,
      route: `Kafka link from ${link.source_cluster_id ?? link.remote_cluster_id ?? 'a cluster not reached yet'}`,
      state: () => linkState(link, known.get(key)?.detail),
      sentence: () => linkSentence(link, known.get(key)?.detail),
      ask: () => topics(link.link_name),
    };
  }

  // Only lines on the screen are asked about, each for itself.
  function askForDetails() {
    for (const item of list.visible()) {
      const place = known.get(item.key) ?? { next: 0 };
      if (!document.hidden && performance.now() >= place.next) {
        known.set(item.key, place);
        place.next = Infinity;
        detailOf(item, place);
      }
    }
  }

  async function detailOf(item, place) {
    const began = performance.now();
    try {
      place.detail = await item.ask();
    } catch (error) {
      // It may just have been dropped; the list, which is asked for anyway, tells. What is old is not shown as new.
      place.detail = undefined;
      reach(error.status === 0 ? error : null);
    }
    const now = performance.now();
    place.next = now + Math.max(DETAIL_MILLIS, (now - began) * SHARE);
    later();
  }

  let asked = 0;
  function later() {
    asked ||= requestAnimationFrame(() => {
      asked = 0;
      show();
    });
  }

  const asking = poll(refresh, LIST_MILLIS, reach);
  return () => {
    asking.stop();
    list.stop();
    cancelAnimationFrame(asked);
  };
}

function rowOf(item) {
  return el('div', { class: 'line' },
    el('a', { class: 'cover', href: item.href }, item.name),
    el('span', { class: 'route' }, item.route),
    pill(item.state()),
    el('p', { class: 'sentence' }, item.sentence()));
}

function nothingYet() {
  return [
    el('p', null, 'There are no mirrors and no links yet.'),
    el('p', null, 'A mirror is made with two peers and one request: ', el('code', null, 'docs/quickstart.md'),
      ' shows the calls. A Kafka link is made in the same way: ', el('code', null, 'docs/kafka-links-api.md'), '.'),
  ];
}
