// One run, as a card that changes in place.

import { make } from './dom.js';

const OPEN = ['planning', 'running'];
const LOOKS = 15;

const number = (n) => n.toLocaleString('en');
const time = (iso) => new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

function duration(seconds) {
  const s = Math.round(seconds);
  if (s >= 3600) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return s >= 60 ? `${Math.floor(s / 60)} min ${s % 60} s` : `${s} s`;
}

export class RunCard {
  #looks = [];
  #actions;
  #buttons = make('div', { className: 'actions' });
  #shown = make('div');
  element;
  view;

  /** @param actions move(id, how), report(view) */
  constructor(view, actions) {
    this.#actions = actions;
    this.element = make('article', { className: 'run', data: { run: view.id } }, this.#shown, this.#buttons);
    this.show(view);
  }

  get isOpen() {
    return !this.view.ended_at;
  }

  /** A button stays the same element as long as it means the same: a press that lasts over a look is not lost. */
  show(view) {
    const before = this.view?.state;
    this.view = view;
    const now = performance.now();
    this.#looks.push([now, view.ended]);
    if (this.#looks.length > LOOKS) this.#looks.shift();
    this.#shown.replaceChildren(
      make('div', { className: 'top' },
        make('h2', { textContent: view.source }),
        make('span', { className: 'badge', textContent: view.state, data: { state: view.state } }),
        make('span', { className: 'when', textContent: this.#when() })),
      make('p', { className: 'id', textContent: view.id + this.#filters() }),
      this.#bar(),
      make('div', { className: 'figures' }, ...this.#figures().map((words) => make('span', { textContent: words }))),
      make('ul', { className: 'counts' }, ...view.counts.map((count) => make('li', {
        textContent: `${count.outcome === 'again' ? 'again: ' : ''}${count.reason.replaceAll('_', ' ')} ${number(count.items)}`,
        data: { outcome: count.outcome },
      }))));
    if (view.state !== before) this.#offer();
  }

  #offer() {
    const focused = this.#buttons.contains(document.activeElement) ? document.activeElement.textContent : null;
    this.#buttons.replaceChildren(...this.#possible());
    [...this.#buttons.children].find((button) => button.textContent === focused)?.focus();
  }

  #when() {
    const { started_at: start, ended_at: end } = this.view;
    return end ? `${time(start)}, took ${duration((new Date(end) - new Date(start)) / 1000)}` : `since ${time(start)}`;
  }

  #filters() {
    const given = Object.entries(this.view.filters).filter(([, value]) => value !== null && value !== undefined);
    if (this.view.create_rows) given.push(['create_rows', 'yes']);
    return given.map(([name, value]) => ` · ${name} ${value}`).join('');
  }

  #bar() {
    const { planned, ended, counts } = this.view;
    const share = (outcome) => {
      const items = counts.filter((count) => count.outcome === outcome).reduce((sum, count) => sum + count.items, 0);
      return planned ? (100 * items) / planned : 0;
    };
    const bar = make('div', {
      className: 'bar', role: 'progressbar', 'aria-label': `${ended} of ${planned}`,
      'aria-valuemin': 0, 'aria-valuemax': planned, 'aria-valuenow': ended,
    });
    for (const outcome of ['done', 'skipped', 'failed']) {
      const part = make('i', { className: outcome });
      part.style.width = `${share(outcome)}%`;
      bar.append(part);
    }
    return bar;
  }

  #figures() {
    const { planned, ended, planning_done: known, state, unknown_objects: unknown } = this.view;
    const figures = [`${number(ended)} of ${number(planned)}${known ? '' : ' so far'}`];
    const [first, last] = [this.#looks[0], this.#looks.at(-1)];
    const rate = last[0] > first[0] ? (last[1] - first[1]) * 1000 / (last[0] - first[0]) : 0;
    if (OPEN.includes(state) && rate > 0.01) {
      figures.push(`${rate.toFixed(1)}/s`);
      if (known) figures.push(`${duration((planned - ended) / rate)} left`);
    }
    if (unknown) figures.push(`${number(unknown)} objects that no row knows`);
    return figures;
  }

  #possible() {
    const { id, state } = this.view;
    const button = (words, how, className = '') =>
      make('button', { textContent: words, className, on: { click: () => this.#actions.move(id, how) } });
    return [
      OPEN.includes(state) ? button('Pause', 'pause') : null,
      state === 'paused' ? button('Resume', 'resume', 'primary') : null,
      this.isOpen ? button('Cancel', 'cancel', 'danger') : null,
      make('button', { textContent: 'Report', on: { click: () => this.#actions.report(this.view) } }),
    ].filter(Boolean);
  }
}
