// Loads the items, page by page, and again when something has changed.

import { items } from './api.js';
import { $, make } from './dom.js';
import { t } from './words.js';

const AHEAD = '1200px';
const AGAIN_S = 5;
const PAUSE_MS = 1_000; // between two looks at what has changed

export class List {
  #grid;
  #show;
  #filters;
  #turn = 0;
  #next;
  #more = false; // whether the next page is on its way
  #looked = 0;
  #look = 0;
  #later = 0; // the next try of a page that did not come
  // Of several changes within a frame the last counts: who takes the first waits for one that never comes.
  #end = new IntersectionObserver((seen) => seen.at(-1).isIntersecting && this.more(), { rootMargin: AHEAD });

  /** @param show is told of 'loading', 'ready', 'empty' and, with the error, 'failed' */
  constructor(grid, show) {
    this.#grid = grid;
    this.#show = show;
    this.#end.observe($('more'));
  }

  async load(filters) {
    const turn = ++this.#turn;
    this.#filters = filters;
    this.#next = undefined;
    $('more').replaceChildren();
    this.#show('loading');
    try {
      const page = await items(filters);
      if (turn !== this.#turn) return;
      this.#grid.replace(page.items);
      this.#next = page.next;
      this.settle();
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#grid.replace([]);
      this.#show('failed', error);
    }
  }

  async more() {
    clearTimeout(this.#later);
    if (!this.#next || this.#more) return;
    const turn = this.#turn;
    this.#more = true;
    $('more').replaceChildren(make('i'), make('i'), make('i'));
    try {
      const page = await items(this.#filters, this.#next);
      if (turn !== this.#turn) return;
      this.#grid.append(page.items);
      this.#next = page.next;
      $('more').replaceChildren();
      this.settle();
    } catch (error) {
      if (turn !== this.#turn) return;
      $('more').replaceChildren(make('p', {}, error.message || t('more_failed')),
        make('button', { type: 'button', on: { click: () => this.more() } }, t('try_again')));
      this.#later = setTimeout(() => this.more(), (error.wait ?? AGAIN_S) * 1000);
    } finally {
      this.#more = false;
    }
  }

  /** Looks at the first page again, not too often, and changes only what is other. */
  refresh() {
    clearTimeout(this.#look);
    this.#look = setTimeout(() => this.#again(), Math.max(0, this.#looked + PAUSE_MS - Date.now()));
  }

  async #again() {
    this.#looked = Date.now();
    const turn = this.#turn;
    if (!this.#filters) return;
    const page = await items(this.#filters).catch(() => null);
    if (!page || turn !== this.#turn) return;
    let met;
    this.#grid.steady(() => { met = this.#grid.merge(page.items, !page.next); });
    if (!met) {
      this.#turn++;
      this.#grid.replace(page.items);
      this.#next = page.next;
    }
    this.settle();
  }

  /** What is to be seen now; is told of tiles that were hidden, too. */
  settle() {
    if (!this.#filters) return;
    this.#show(this.#grid.size || this.#next ? 'ready' : 'empty');
    // An observer tells only of changes: it may be in sight still.
    this.#end.unobserve($('more'));
    this.#end.observe($('more'));
  }

  stop() {
    this.#turn++;
    this.#filters = null;
    this.#next = undefined;
    this.#grid.replace([]);
    $('more').replaceChildren();
  }
}
