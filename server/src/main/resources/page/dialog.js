// Dialogs above the page, and a line at its bottom that tells what became of an action.

import { el, say } from './dom.js';

/** Opens a dialog; Escape closes it, and what had the focus gets it back. */
export function openDialog(title, content, buttons, onclose = () => {}) {
  const close = el('button', { type: 'button', class: 'quiet close', 'aria-label': 'Close' }, '×');
  const box = el('dialog', { 'aria-label': title },
    el('header', null, el('h2', null, title), close),
    el('div', { class: 'dialog-body' }, content),
    buttons.length > 0 && el('footer', null, buttons));
  close.addEventListener('click', () => box.close());
  box.addEventListener('click', (event) => event.target === box && box.close());
  box.addEventListener('close', () => {
    box.remove();
    onclose();
  });
  document.body.append(box);
  box.showModal();
  return box;
}

let fading = 0;

/** Tells something in passing. */
export function tell(text, tone = 'good') {
  const line = document.getElementById('told');
  line.className = `told shown tone-${tone}`;
  say(line, text);
  clearTimeout(fading);
  fading = setTimeout(() => line.classList.remove('shown'), 6000);
}
