// Short words that come and go, and a bot's alerts.

import { $, make } from './dom.js';

const MOST = 4;
const LINE_MS = 8_000;

function toast(text, className, forMs) {
  const element = make('div', { className }, text);
  $('toasts').append(element);
  setTimeout(() => element.remove(), forMs);
}

export function tell(text) {
  toast(text, 'toast', 4_000);
  const told = $('toasts').querySelectorAll('.toast:not(.error)');
  if (told.length > MOST) told[0].remove();
}

/** What is wrong at the same time is said together: a complaint takes no other's place. */
export function complain(...texts) {
  if (texts.length) toast(texts.join('\n'), 'toast error', LINE_MS + (texts.length - 1) * 2_000);
}

export function alert(text) {
  $('alert-text').textContent = text;
  if (!$('alert').open) $('alert').showModal();
}

/** Whether the person says yes. */
export function confirmed(text, yes) {
  const dialog = $('confirm');
  $('confirm-text').textContent = text;
  $('confirm-yes').textContent = yes;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }));
}
