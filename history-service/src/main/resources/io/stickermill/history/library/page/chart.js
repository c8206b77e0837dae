// A bar for each day: what was made, and on top of it what was not.

import { draw, make } from './dom.js';
import { number, plainDay, t } from './words.js';

const HEIGHT = 190;
const FOOT = 24;
const HEAD = 10;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Every day from the first to the last, whether something was made or not. */
export function byDay({ from, to, days }) {
  const sums = new Map();
  const first = Date.parse(from.slice(0, 10));
  for (let at = first; at <= Date.parse(to.slice(0, 10)); at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    sums.set(day, { day, made: 0, failed: 0 });
  }
  for (const { day, made, failed } of days) {
    const sum = sums.get(day);
    if (!sum) continue;
    sum.made += made;
    sum.failed += failed;
  }
  return [...sums.values()];
}

export function chart(days, width) {
  const most = Math.max(1, ...days.map(({ made, failed }) => made + failed));
  const { top, step } = scale(most);
  const left = 12 + number(top).length * 8;
  const inner = width - left;
  const slot = inner / days.length;
  const bar = Math.max(1, Math.min(slot * 0.72, 34));
  const y = (count) => HEIGHT - FOOT - (count / top) * (HEIGHT - FOOT - HEAD);
  const lines = [];
  for (let count = 0; count <= top; count += step) {
    lines.push(draw('line', { x1: left, x2: width, y1: y(count), y2: y(count), class: 'line' }),
      draw('text', { x: left - 8, y: y(count) + 4, class: 'end' }, number(count)));
  }
  // As many dates as there is room for, the last of them always: that ends where the chart does.
  const room = 8 * plainDay(days.at(-1).day).length;
  const every = Math.max(1, Math.ceil((1.5 * room - slot / 2) / slot));
  const last = days.length - 1;
  const bars = days.map(({ day, made, failed }, i) => {
    const x = left + slot * i + (slot - bar) / 2;
    return draw('g', {},
      draw('title', {}, `${plainDay(day)}: ${t('made').toLowerCase()} ${number(made)}, ${t('failures').toLowerCase()} ${number(failed)}`),
      draw('rect', { x: left + slot * i, y: HEAD, width: slot, height: HEIGHT - FOOT - HEAD, class: 'reach' }),
      made ? draw('rect', { x, y: y(made), width: bar, height: y(0) - y(made), rx: Math.min(3, bar / 4), class: 'made' }) : null,
      failed ? draw('rect', { x, y: y(made + failed), width: bar, height: y(made) - y(made + failed) - (made ? 1 : 0), rx: Math.min(3, bar / 4), class: 'failed' }) : null,
      (last - i) % every === 0 && (i === last || slot * (i + 0.5) > room / 2 - left)
        ? draw('text', { x: i === last ? width : left + slot * (i + 0.5), y: HEIGHT - 6, class: i === last ? 'end' : 'day' }, plainDay(day)) : null);
  });
  const sum = (name) => days.reduce((all, day) => all + day[name], 0);
  return draw('svg', { class: 'chart', width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': t('by_day', number(sum('made')), number(sum('failed'))) }, lines, bars);
}

// Round numbers, three or four lines of them.
function scale(most) {
  const rough = most / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((times) => times * power).find((tried) => tried >= rough));
  return { step, top: Math.ceil(most / step) * step };
}

export function table(days) {
  return make('table', {}, make('thead', {}, make('tr', {}, ['day', 'made', 'failures'].map((name) => make('th', { scope: 'col' }, t(name))))),
    make('tbody', {}, days.filter(({ made, failed }) => made || failed).reverse().map(({ day, made, failed }) =>
      make('tr', {}, make('th', { scope: 'row' }, plainDay(day)), make('td', {}, number(made)), make('td', {}, number(failed))))));
}
