// How much was made, by day and by style.

import { statistics } from './api.js';
import { byDay, chart, table } from './chart.js';
import { $, icon, make } from './dom.js';
import { place } from './toast.js';
import { number, t } from './words.js';

const PERIODS = [7, 30, 90];

export class Statistics {
  #dialog = $('statistics');
  #days = 30;
  #turn = 0;
  #found = null;
  #open = false;

  /** @param close is told when a person closes it */
  constructor(close) {
    this.#dialog.addEventListener('close', () => {
      place();
      if (this.#open) close();
    });
    this.#dialog.addEventListener('click', (event) => event.target === this.#dialog && this.#dialog.close());
    window.addEventListener('resize', () => this.#open && this.#found && this.#fill());
  }

  show() {
    if (this.#open) return;
    this.#open = true;
    this.#found = null;
    this.#frame();
    this.#dialog.showModal();
    place();
    this.#load();
  }

  hide() {
    if (!this.#open) return;
    this.#open = false;
    this.#turn++;
    this.#dialog.close();
    place();
  }

  #frame() {
    const period = make('select', { id: 'period', aria: { label: t('period') }, on: { change: () => {
      this.#days = Number(period.value);
      this.#load();
    } } }, PERIODS.map((days) => make('option', { value: days, selected: days === this.#days }, t('of_days', days))));
    this.body = make('div', { className: 'body' });
    this.#dialog.replaceChildren(make('div', { className: 'sheet' },
      make('div', { className: 'head' }, make('h2', { id: 'statistics-title' }, t('statistics')), period,
        make('button', { type: 'button', className: 'round', aria: { label: t('close') }, on: { click: () => this.#dialog.close() } }, icon('close'))),
      this.body));
  }

  async #load() {
    const turn = ++this.#turn;
    this.body.setAttribute('aria-busy', 'true');
    if (!this.#found) this.body.replaceChildren(make('div', { className: 'wait' }));
    try {
      const found = await statistics(this.#days);
      if (turn !== this.#turn) return;
      this.#found = found;
      this.#fill();
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#found = null;
      this.body.replaceChildren(make('p', { className: 'bad', role: 'alert' }, error.message),
        make('button', { type: 'button', on: { click: () => this.#load() } }, t('try_again')));
    } finally {
      if (turn === this.#turn) this.body.removeAttribute('aria-busy');
    }
  }

  #fill() {
    const { made, failed, days } = this.#found;
    if (!made && !failed) {
      this.body.replaceChildren(make('p', { className: 'hint' }, t('statistics_none')));
      return;
    }
    const all = byDay(this.#found);
    const detailed = this.body.querySelector('details')?.open ?? false;
    const picture = make('div', { className: 'canvas' });
    this.body.replaceChildren(
      make('ul', { className: 'sums' }, sum('made', made), sum('failures', failed)),
      picture,
      make('h3', {}, t('by_style')), styles(days),
      make('details', { open: detailed }, make('summary', {}, t('as_table')), table(all)));
    picture.append(chart(all, picture.clientWidth));
  }
}

const sum = (name, count) => make('li', { className: name }, make('i'), make('b', {}, number(count)), ` ${t(name).toLowerCase()}`);

function styles(days) {
  const sums = new Map();
  for (const { style, style_title: title, made, failed } of days) {
    const of = sums.get(style) ?? { title: title ?? style, made: 0, failed: 0 };
    of.made += made;
    of.failed += failed;
    sums.set(style, of);
  }
  const sorted = [...sums.values()].sort((a, b) => b.made + b.failed - a.made - a.failed);
  const most = Math.max(1, ...sorted.map(({ made, failed }) => made + failed));
  return make('ul', { className: 'styles' }, sorted.map(({ title, made, failed }) => make('li', {},
    make('span', {}, title), bar(made, failed, most),
    make('span', { className: 'count' }, make('span', { className: 'hidden' }, `${t('made')} `), number(made),
      failed ? make('em', {}, ` ${t('failed_count', number(failed))}`) : null))));
}

function bar(made, failed, most) {
  const part = (name, count) => {
    const element = make('i', { className: name });
    element.style.width = `${(count / most) * 100}%`;
    return count ? element : null;
  };
  return make('span', { className: 'bar', aria: { hidden: 'true' } }, part('made', made), part('failures', failed));
}
