// Short words that come and go, and a bot's alerts.

import { $, make } from './dom.js';

const MOST = 4;

function toast(text, className, forMs) {
  const element = make('div', { className }, text);
  $('toasts').append(element);
  if ($('toasts').children.length > MOST) $('toasts').firstElementChild.remove();
  setTimeout(() => element.remove(), forMs);
}

export const tell = (text) => toast(text, 'toast', 4_000);

export const complain = (text) => toast(text, 'toast error', 8_000);

export function alert(text) {
  $('alert-text').textContent = text;
  if (!$('alert').open) $('alert').showModal();
}
