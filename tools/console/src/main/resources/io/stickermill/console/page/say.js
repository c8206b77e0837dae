// Numbers, times and sizes in words; and the question that goes before everything that changes something.

import { $, make } from './dom.js';

export const number = (value) => Number(value).toLocaleString('en');

export function duration(ms) {
  if (ms === null || ms === undefined) return '–';
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  return ms < 172_800_000 ? `${Math.round(ms / 3_600_000)} h` : `${Math.round(ms / 86_400_000)} d`;
}

export const size = (bytes) => (bytes < 0 ? 'none' : bytes < 1_024 ? `${bytes} B` : bytes < 1_048_576 ? `${(bytes / 1_024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`);

/** A moment, in UTC, as logs have it. */
export function moment(iso) {
  if (!iso) return '–';
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : at.toISOString().replace('T', ' ').replace(/\.\d+Z$/, 'Z');
}

export function ago(iso) {
  const ms = Date.now() - new Date(iso).getTime();
  return ms >= 0 ? `${duration(ms)} ago` : `in ${duration(-ms)}`;
}

/** Asks first. @returns whether the person means it */
export function ask(title, yes, ...body) {
  const dialog = $('ask');
  $('ask-title').textContent = title;
  $('ask-yes').textContent = yes;
  $('ask-body').replaceChildren(...body.flat().filter(Boolean).map((part) => (part instanceof Node ? part : make('p', {}, part))));
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }));
}

export const failed = (error) => make('p', { className: 'error', role: 'alert' }, error.message ?? String(error));
