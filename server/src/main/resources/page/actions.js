// Actions that change something: what will happen, how to do the same from a terminal, and then the doing.

import { call } from './api.js';
import { curl } from './commands.js';
import { openDialog, tell } from './dialog.js';
import { el, fill } from './dom.js';
import { commandLines, failure } from './widgets.js';

/** A button whose action is described when it is pressed. */
export function button(label, describe, { danger = false, disabled = false } = {}) {
  return el('button', {
    type: 'button', class: danger ? 'danger' : null, disabled, 'data-key': `action ${label}`,
    onclick: () => confirmAction(describe()),
  }, label);
}

/**
 * Opens the confirmation.
 *
 * @param action title; label of the button; explain, what is shown; request(), which gives method, path and body;
 *     cli(), an equal command of ours if there is one; done(answer); danger; ready, a promise of what else has to be
 *     shown before it may be confirmed; accept, a sentence that has to be ticked then
 */
export function confirmAction(action) {
  const preview = el('div');
  const problem = el('div');
  const lines = el('div');
  const go = el('button', {
    type: 'button', class: action.danger ? 'danger primary' : 'primary', disabled: Boolean(action.ready),
  }, action.label);
  const cancel = el('button', { type: 'button', class: 'quiet' }, 'Cancel');
  const refresh = () => {
    const { method, path, body } = action.request();
    fill(lines, commandLines([action.cli?.(), curl(method, path, body)].filter(Boolean)));
  };
  const box = openDialog(action.title, [
    el('div', { onchange: refresh }, action.explain), preview, problem,
    el('details', { class: 'equal', open: true }, el('summary', null, 'The same from a terminal'), lines),
  ], [cancel, go]);
  cancel.addEventListener('click', () => box.close());
  go.addEventListener('click', () => perform(action, box, go, problem));
  refresh();
  prepare(action, preview, problem, go);
  (action.danger ? cancel : go).focus();
}

async function prepare(action, preview, problem, go) {
  if (!action.ready) {
    return;
  }
  fill(preview, el('p', { class: 'faint' }, 'Asking what would happen …'));
  try {
    const { content, accept } = await action.ready();
    const tick = accept && el('input', { type: 'checkbox', onchange: () => { go.disabled = !tick.checked; } });
    fill(preview, content, accept && el('label', { class: 'accept' }, tick, accept));
    go.disabled = Boolean(accept);
    if (!accept && !action.danger) {
      go.focus();
    }
  } catch (error) {
    fill(preview);
    fill(problem, failure(error));
  }
}

async function perform(action, box, go, problem) {
  go.disabled = true;
  fill(problem);
  try {
    const { method, path, body } = action.request();
    const answer = await call(method, path, body);
    box.close();
    tell(action.told ?? `${action.title}: noted.`);
    action.done(answer);
  } catch (error) {
    fill(problem, failure(error));
    go.disabled = false;
  }
}
