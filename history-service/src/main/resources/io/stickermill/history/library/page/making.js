// The strip of what is being made.

import { $, icon, make } from './dom.js';
import { duration, t } from './words.js';

const STEPS = 7;
const shown = new Map();
let jobs = [];

/** @param steady keeps what a person looks at in its place */
export function making(now, steady) {
  jobs = now ?? [];
  const section = $('making');
  const change = () => {
    section.hidden = !jobs.length;
    for (const [id, card] of shown) {
      if (jobs.some(({ job_id }) => job_id === id)) continue;
      card.remove();
      shown.delete(id);
    }
    for (const job of jobs) {
      if (!shown.has(job.job_id)) shown.set(job.job_id, card());
      const element = shown.get(job.job_id);
      if (!element.isConnected) section.append(element);
      fill(element, job);
    }
  };
  steady(change);
}

export const rename = () => jobs.forEach((job) => fill(shown.get(job.job_id), job));

function card() {
  return make('div', { className: 'job' }, make('span', { className: 'mark' }, icon('sticker')),
    make('p', {}, make('b'), make('small', { className: 'since' })), make('p', { className: 'where' }),
    make('div', { className: 'progress', role: 'progressbar' }, make('i')));
}

function fill(element, job) {
  const title = job.style_title || t('sticker');
  const step = Math.min(Math.max(job.step ?? 1, 1), STEPS);
  const where = job.state === 'accepted'
    ? (job.queue_place ? t('in_line', job.queue_place) : t('in_line_somewhere'))
    : t('steps')[step - 1];
  element.querySelector('b').textContent = title;
  element.querySelector('.where').textContent = `${t('step', step)} · ${where}`;
  const bar = element.querySelector('.progress');
  for (const [name, value] of Object.entries({ valuemin: 0, valuemax: STEPS, valuenow: step, valuetext: `${t('step', step)}, ${where}`, label: `${t('making')}: ${title}` })) bar.setAttribute(`aria-${name}`, value);
  bar.firstElementChild.style.width = `${(step / STEPS) * 100}%`;
  element.dataset.state = job.state;
  age(element, job);
}

function age(element, { since }) {
  const ms = Date.now() - new Date(since);
  element.querySelector('.since').textContent = ms > 1_000 ? t('elapsed', duration(Math.floor(ms / 1000) * 1000)) : '';
}

setInterval(() => !document.hidden && jobs.forEach((job) => age(shown.get(job.job_id), job)), 1_000);
