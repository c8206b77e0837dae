// The search, the chips and the select above the list.

import { $, icon, make } from './dom.js';
import { EVERYTHING, KINDS } from './filters.js';
import { number, t } from './words.js';

const PAUSE_MS = 300;
const NAMES = { all: 'all', sticker: 'stickers', picture: 'pictures', video: 'videos', set: 'sets' };
const WITHOUT_FAVOURITES = ['picture', 'video', 'set'];

export class Tools {
  #filters = EVERYTHING;
  #change;
  #counts = {};
  #styles = [];
  #typed = 0;
  #chips = new Map();

  /** @param change is told of other filters, and whether they are worth a step of Back */
  constructor(change) {
    this.#change = change;
    for (const kind of KINDS) this.#chip(kind, { filter: kind }, () => this.#set({ kind, favourite: this.#filters.favourite && !WITHOUT_FAVOURITES.includes(kind) }));
    this.#chip('favourites', {}, () => this.#set({ favourite: !this.#filters.favourite, kind: WITHOUT_FAVOURITES.includes(this.#filters.kind) ? 'all' : this.#filters.kind }), 'star').id = 'favourites';
    $('search').addEventListener('input', () => {
      clearTimeout(this.#typed);
      this.#typed = setTimeout(() => this.#search(), PAUSE_MS);
    });
    $('search-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#search();
    });
    $('style').addEventListener('change', () => this.#set({ style: $('style').value }));
    $('clear').addEventListener('click', () => {
      this.#set(EVERYTHING);
      $('search').focus();
    });
  }

  /** @param filters as they are now, whoever set them */
  show(filters) {
    this.#filters = filters;
    if ($('search').value.trim() !== filters.text) $('search').value = filters.text;
    this.#name();
    this.#chips.get(filters.favourite ? 'favourites' : filters.kind)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** @param me what the library says of the person, or undefined for what is known */
  know({ counts, used_styles: styles } = {}) {
    this.#counts = counts ?? this.#counts;
    this.#styles = styles ?? this.#styles;
    this.#name();
  }

  count(name, more) {
    if (this.#counts[name] === undefined) return;
    this.#counts = { ...this.#counts, [name]: Math.max(0, this.#counts[name] + more) };
    this.#name();
  }

  #chip(name, data, run, symbol) {
    const chip = make('button', { type: 'button', className: 'chip', data, on: { click: run } }, symbol ? icon(symbol) : null, make('span'), make('b'));
    this.#chips.set(name, chip);
    $('chips').append(chip);
    return chip;
  }

  #set(change) {
    this.#change({ ...this.#filters, ...change }, true);
  }

  #search() {
    clearTimeout(this.#typed);
    const text = $('search').value.trim();
    if (text !== this.#filters.text) this.#change({ ...this.#filters, text }, false);
  }

  #name() {
    const { stickers, pictures, videos, sets, favourites } = this.#counts;
    const counts = { ...this.#counts, favourites, all: stickers === undefined ? undefined : stickers + (pictures ?? 0) + (videos ?? 0) + (sets ?? 0) };
    for (const [key, chip] of this.#chips) {
      const name = NAMES[key] ?? key;
      const [words, count] = chip.querySelectorAll('span, b');
      words.textContent = t(name);
      count.textContent = counts[name] === undefined ? '' : number(counts[name]);
      chip.setAttribute('aria-pressed', key === 'favourites' ? this.#filters.favourite : this.#filters.kind === key);
    }
    const { style } = this.#filters;
    const known = this.#styles.some(({ id }) => id === style) || !style ? this.#styles : [...this.#styles, { id: style, title: style }];
    const options = [{ id: '', title: t('style_any') }, ...known];
    if (JSON.stringify(options) !== $('style').dataset.options) {
      $('style').dataset.options = JSON.stringify(options);
      $('style').replaceChildren(...options.map(({ id, title }) => make('option', { value: id }, title)));
    }
    $('style').value = style;
    $('style').dataset.set = style ? 'yes' : 'no';
  }
}
