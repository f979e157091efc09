// The peers and what uses them.

import { ask } from './api.js';
import { openDialog } from './dialog.js';
import { el, fill } from './dom.js';
import { count } from './format.js';
import { lazyList } from './list.js';
import { poll } from './poll.js';
import { facts, failure, gridHead, sieve } from './widgets.js';

const CALM_MILLIS = 10000;
const CHOICES = [
  { key: 'all', label: 'All', test: () => true },
  { key: 'used', label: 'In use', test: (peer) => peer.from + peer.into > 0 },
  { key: 'free', label: 'Not in use', test: (peer) => peer.from + peer.into === 0 },
];

export function peers(root, { reach }) {
  let items = null;
  const empty = el('div', { class: 'empty' }, 'Asking …');
  const filter = sieve({ label: 'Search peers', choices: CHOICES, changed: show });
  const list = lazyList({ label: 'Peers', table: true, key: (peer) => peer.name, row: rowOf });
  root.append(el('h1', null, 'Peers'), filter.element,
    gridHead(['Peer', 'Type', 'Source of', 'Destination of']), empty, list.element);

  async function refresh() {
    const [known, used] = await Promise.all([ask('/api/v1/peers/list'), ask('/api/v1/mirrors/list')]);
    const uses = (field, name) => used.mirrors.filter((each) => each[field] === name).length;
    items = known.items.map((peer) => ({
      ...peer, from: uses('sourceName', peer.name), into: uses('destinationName', peer.name),
    })).sort((one, two) => one.name.localeCompare(two.name));
    show();
  }

  function show() {
    const found = filter.of(items ?? [], (peer) => `${peer.name} ${peer.type}`);
    list.show(found);
    if (items !== null) {
      fill(empty, found.length > 0 ? [] : items.length > 0 ? 'No peer matches.' : 'There are no peers yet.');
    }
  }

  const asking = poll(refresh, CALM_MILLIS, reach);
  return () => {
    asking.stop();
    list.stop();
  };
}

function rowOf(peer) {
  return el('div', { class: 'grid' },
    el('span', { role: 'cell', class: 'names' },
      el('button', { type: 'button', class: 'cover', onclick: () => showPeer(peer) }, peer.name)),
    el('span', { role: 'cell' }, peer.type),
    el('span', { role: 'cell', class: 'rows', 'data-label': 'Source of' }, count(peer.from, 'mirror')),
    el('span', { role: 'cell', class: 'last' }, count(peer.into, 'mirror')));
}

async function showPeer({ name }) {
  const content = el('div', null, el('p', { class: 'faint' }, 'Asking …'));
  openDialog(name, content, []);
  try {
    const { peer, version } = await ask(`/api/v1/peers/info/${encodeURIComponent(name)}`);
    const config = Object.entries(peer).find(([key]) => key.endsWith('Config'))?.[1] ?? {};
    fill(content, facts([
      ['Type', peer.type],
      ['Version', version || 'not known'],
      ['Host', config.host || null],
      ['Port', config.port || null],
      ['User', config.user || null],
      ['Database', config.database || null],
      ['Cluster', config.cluster || null],
    ]));
  } catch (error) {
    fill(content, failure(error));
  }
}
