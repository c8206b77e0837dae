// Short words about what has happened. They lie above a dialog, if one is open.

import { $, make } from './dom.js';

const SHOWN_MS = 5_000;
const MOST = 3;

/** @param options { bad, ms, action: { id, words, run }, countdown }; gives what takes the words away */
export function say(words, { bad = false, ms = SHOWN_MS, action, countdown = false } = {}) {
  const toast = $('toast');
  place();
  const left = countdown ? make('span', { className: 'left', aria: { hidden: 'true' } }) : null;
  const line = make('div', { data: { bad: bad ? 'yes' : 'no' } }, make('p', {}, words), left);
  const end = Date.now() + ms;
  const tick = () => {
    const seconds = Math.ceil((end - Date.now()) / 1000);
    if (left) left.textContent = Math.max(seconds, 0);
    if (seconds <= 0) away();
  };
  const away = () => {
    clearInterval(clock);
    line.remove();
  };
  if (action) {
    line.append(make('button', { type: 'button', id: action.id, on: { click: () => {
      away();
      action.run();
    } } }, action.words));
  }
  const clock = setInterval(tick, 250);
  tick();
  toast.append(line);
  // The oldest goes, but not what can still be undone.
  const plain = [...toast.children].filter((old) => !old.querySelector('#undo'));
  plain.slice(0, Math.max(0, toast.children.length - MOST)).forEach((old) => old.remove());
  return away;
}

/** What is outside an open dialog can be neither read out nor pressed. */
export function place() {
  const host = document.querySelector('dialog[open]') ?? document.body;
  if ($('toast').parentElement === host) return;
  if (host === document.body) document.querySelector('main').after($('toast'));
  else host.append($('toast'));
}
