// A list of any length of which only the visible rows exist. All rows have one height, which the style decides.

import { el } from './dom.js';

const SPARE_ROWS = 6;

/**
 * Makes one.
 *
 * @param options label; table for role table instead of list; key(item); row(item) makes a row's content
 * @return element; show(items); visible() the items on the screen; stop()
 */
export function lazyList(options) {
  const box = el('div', { class: 'lazy', role: options.table ? 'table' : 'list', 'aria-label': options.label });
  const rows = new Map();
  let items = [];
  let asked = 0;

  function bounds() {
    const height = parseFloat(getComputedStyle(box).getPropertyValue('--row')) || 48;
    const top = Math.max(0, -box.getBoundingClientRect().top);
    const first = Math.floor(top / height);
    return { height, first, last: first + Math.ceil(window.innerHeight / height) };
  }

  function render() {
    asked = 0;
    const { height, first, last } = bounds();
    box.style.height = `${items.length * height}px`;
    const from = Math.max(0, first - SPARE_ROWS);
    const wanted = items.slice(from, last + SPARE_ROWS);
    const keys = new Set(wanted.map(options.key));
    for (const [key, row] of rows) {
      if (!keys.has(key)) {
        row.remove();
        rows.delete(key);
      }
    }
    wanted.forEach((item, at) => place(item, from + at, height));
    inOrder(wanted);
    options.seen?.();
  }

  function place(item, index, height) {
    const key = options.key(item);
    const made = el('div', {
      class: 'lazy-row',
      role: options.table ? 'row' : 'listitem',
      'aria-rowindex': options.table ? index + 1 : null,
      'aria-posinset': options.table ? null : index + 1,
      'aria-setsize': options.table ? null : items.length,
    }, options.row(item));
    made.style.transform = `translateY(${index * height}px)`;
    const old = rows.get(key);
    if (!old) {
      box.append(made);
    } else if (old.isEqualNode(made)) {
      return;
    } else {
      const focused = old.contains(document.activeElement);
      old.replaceWith(made);
      if (focused) {
        made.querySelector('a, button')?.focus({ preventScroll: true });
      }
    }
    rows.set(key, made);
  }

  // The order of the elements is what the keyboard and readers of the screen go by.
  function inOrder(wanted) {
    wanted.forEach((item, at) => {
      const row = rows.get(options.key(item));
      if (box.children[at] !== row) {
        const focused = row.contains(document.activeElement) ? document.activeElement : null;
        box.insertBefore(row, box.children[at] ?? null);
        focused?.focus({ preventScroll: true });
      }
    });
  }

  function later() {
    asked ||= requestAnimationFrame(render);
  }

  function move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = event.target.closest?.('.lazy-row');
    if (!step || !row || event.target.matches('input, select')) {
      return;
    }
    event.preventDefault();
    const next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    next?.querySelector('a, button')?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: 'nearest' });
  }

  box.addEventListener('keydown', move);
  addEventListener('scroll', later, { passive: true });
  addEventListener('resize', later);
  return {
    element: box,
    show(next) {
      items = next;
      if (options.table) {
        box.setAttribute('aria-rowcount', items.length);
      }
      render();
    },
    visible() {
      const { first, last } = bounds();
      return items.slice(first, last + 1);
    },
    stop() {
      cancelAnimationFrame(asked);
      removeEventListener('scroll', later);
      removeEventListener('resize', later);
    },
  };
}
