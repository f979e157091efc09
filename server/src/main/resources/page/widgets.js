// Small pieces that several places show.

import { el } from './dom.js';
import { number } from './format.js';
import { tell } from './dialog.js';

const SIGNS = { good: '✓', busy: '…', still: '‖', warn: '!', bad: '✕' };

/** A state in a word, with a sign, so that nobody needs to tell colors apart. */
export function pill({ tone, label }) {
  return el('span', { class: `pill tone-${tone}` }, el('span', { 'aria-hidden': 'true' }, SIGNS[tone]), label);
}

export function bar(part, label) {
  const inner = el('span');
  inner.style.width = `${part * 100}%`;
  return el('span', {
    class: 'bar', role: 'progressbar', 'aria-label': label,
    'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.floor(part * 100),
  }, inner);
}

/** What is wrong, its code, and what to do. */
export function trouble({ tone = 'bad', message, code, remedy, more }) {
  return el('section', { class: `trouble tone-${tone}` },
    el('p', { class: 'what' }, message, code && el('code', null, code)),
    remedy && el('p', null, el('strong', null, 'What to do: '), remedy),
    more && el('p', { class: 'faint' }, more));
}

/** An error of the API in the same way. */
export function failure(error) {
  return trouble({ message: error.message, code: error.code, remedy: error.remedy });
}

/** Command lines that can be copied. */
export function commandLines(lines) {
  return lines.map((line) => el('div', { class: 'command' },
    el('pre', { tabindex: '0' }, line),
    el('button', { type: 'button', class: 'quiet', 'aria-label': `Copy ${line}`, onclick: () => copy(line) }, 'Copy')));
}

async function copy(line) {
  try {
    await navigator.clipboard.writeText(line);
    tell('Copied.');
  } catch (cause) {
    tell(`The browser does not let the page copy: ${cause.message}. Select the line instead.`, 'warn');
  }
}

export function facts(pairs) {
  return el('dl', { class: 'facts' }, pairs.filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => el('div', null, el('dt', null, name), el('dd', null, value))));
}

/** A table of what was looked up, which scrolls for itself when it is large. */
export function tableOf(headings, rows) {
  return el('div', { class: 'scroll' }, el('table', null,
    el('thead', null, el('tr', null, headings.map((each) => el('th', { scope: 'col' }, each)))),
    el('tbody', null, rows.map((row) => el('tr', null, row.map((cell) => el('td', null, cell)))))));
}

/** What stands above the columns of a list. */
export function gridHead(headings) {
  return el('div', { class: 'grid-head', 'aria-hidden': 'true' }, headings.map((each) => el('span', null, each)));
}

/** A field to search in, which "/" leads to, and buttons that choose among states. */
export function sieve({ label, choices, changed }) {
  const search = el('input', {
    type: 'search', 'aria-label': label, placeholder: `${label}  /`, 'data-search': true, autocomplete: 'off',
    spellcheck: 'false', oninput: () => changed(),
  });
  let chosen = choices[0].key;
  const buttons = choices.map((each) => el('button', {
    type: 'button', class: 'choice', 'aria-pressed': String(each.key === chosen), onclick: () => choose(each.key),
  }, each.label, el('span', { class: 'number' })));

  function choose(key) {
    chosen = key;
    buttons.forEach((button, at) => button.setAttribute('aria-pressed', String(choices[at].key === key)));
    changed();
  }

  return {
    element: el('div', { class: 'sieve' }, search,
      el('div', { class: 'choices', role: 'group', 'aria-label': 'States' }, buttons)),
    /** The items that are wanted; all are counted for the buttons. Texts are matched without regard to case. */
    of(items, textOf) {
      const wanted = search.value.trim().toLowerCase();
      const found = wanted === '' ? items : items.filter((item) => textOf(item).toLowerCase().includes(wanted));
      choices.forEach((choice, at) => {
        buttons[at].lastChild.textContent = number(found.filter(choice.test).length);
      });
      return found.filter(choices.find((each) => each.key === chosen).test);
    },
    narrowed: () => search.value.trim() !== '' || chosen !== choices[0].key,
  };
}
