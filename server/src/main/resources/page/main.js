// Decides which place is shown, by what follows the # in the address, and tells when Tain does not answer.

import { ask } from './api.js';
import { el, fill, say } from './dom.js';
import { time } from './format.js';
import { link } from './link.js';
import { mirror } from './mirror.js';
import { overview } from './overview.js';
import { peers } from './peers.js';

const PLACES = { '': overview, mirror, link, peers };
const main = document.getElementById('main');
const reachLine = document.getElementById('reach');
let leave = () => {};
let answeredAt = Date.now();

function go() {
  const [place, ...rest] = location.hash.replace(/^#\/?/, '').split('/');
  const name = decode(rest.join('/'));
  leave();
  leave = () => {};
  main.replaceChildren();
  scrollTo(0, 0);
  document.title = name ? `${name} · Tain` : 'Tain';
  for (const each of document.querySelectorAll('nav a')) {
    if (each.dataset.place === (place || 'overview')) {
      each.setAttribute('aria-current', 'page');
    } else {
      each.removeAttribute('aria-current');
    }
  }
  const show = PLACES[place];
  if (show && (name !== '' || !['mirror', 'link'].includes(place))) {
    leave = show(main, { name, reach });
  } else {
    main.append(el('h1', null, 'Not here'),
      el('p', null, 'There is no such place. ', el('a', { href: '#/' }, 'Overview')));
  }
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    console.warn('The address cannot be read', cause);
    return '';
  }
}

/** Told what became of each question: null for an answer. */
function reach(error) {
  if (error === null) {
    answeredAt = Date.now();
    reachLine.hidden = true;
  } else {
    const hint = error.status === 401
      ? 'Load the page again to give the password.' : `What is shown is of ${time(answeredAt)}.`;
    fill(reachLine, [error.message, error.remedy, hint].filter(Boolean).join(' '));
    reachLine.hidden = false;
  }
}

function key(event) {
  const search = main.querySelector('[data-search]');
  const typing = event.target.matches?.('input, textarea, select');
  if (event.key === '/' && !typing && !document.querySelector('dialog[open]') && search) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === 'ArrowDown' && event.target === search) {
    event.preventDefault();
    main.querySelector('.lazy-row a, .lazy-row button')?.focus();
  }
}

async function version() {
  try {
    say(document.getElementById('version'), (await ask('/api/v1/version')).version);
  } catch (error) {
    reach(error);
  }
}

addEventListener('hashchange', () => {
  go();
  main.focus({ preventScroll: true });
});
addEventListener('keydown', key);
go();
version();
