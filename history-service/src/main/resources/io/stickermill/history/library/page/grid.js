// The tiles, newest first. One of them can be reached by Tab; arrows go on from there.

import { $ } from './dom.js';
import { Tile, keyOf } from './tile.js';

const LATE_AT_ONCE = 2;

export class Grid {
  #root;
  #tiles = new Map();
  #hidden = new Set();
  #current = null;
  #waiting = [];
  #busy = 0;
  #seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      this.#seen.unobserve(target);
      this.#waiting.push(target);
    }
    this.#complete();
  });

  /** @param open is told of the item whose tile is pressed */
  constructor(root, open) {
    this.#root = root;
    root.addEventListener('click', (event) => {
      const tile = event.target.closest('.tile')?.tile;
      if (!tile) return;
      this.#choose(tile.key);
      open(tile.item);
    });
    root.addEventListener('keydown', (event) => this.#keyed(event));
    root.addEventListener('focusin', (event) => event.target.tile && this.#choose(event.target.tile.key));
  }

  /** How many can be seen. */
  get size() {
    return [...this.#tiles.keys()].filter((key) => !this.#hidden.has(key)).length;
  }

  replace(items) {
    this.#tiles.clear();
    this.#root.replaceChildren();
    this.#current = null;
    this.append(items);
  }

  append(items) {
    const fresh = items.filter((item) => !this.#tiles.has(keyOf(item)));
    this.#root.append(...fresh.map((item) => this.#tile(item).element));
    this.#settle();
  }

  /**
   * What is there stays, and changes where the newest page says so.
   * @param whole whether that page is all there is
   * @returns whether the page and the grid meet; if not, nothing is changed
   */
  merge(items, whole) {
    const keys = new Set(items.map(keyOf));
    const present = [...this.#tiles.keys()];
    const last = whole ? present.length - 1 : present.findLastIndex((key) => keys.has(key));
    if (last < 0 && present.length && !whole) return false;
    present.slice(0, last + 1).filter((key) => !keys.has(key)).forEach((key) => this.remove(key));
    let at = this.#root.firstElementChild;
    for (const item of items) {
      const known = this.#tiles.get(keyOf(item));
      known?.show(item);
      const { element } = known ?? this.#tile(item);
      if (element === at) at = at.nextElementSibling;
      else this.#root.insertBefore(element, at);
    }
    // The order of the tiles is that of the map, too.
    this.#tiles = new Map([...this.#root.children].map(({ firstElementChild: { tile } }) => [tile.key, tile]));
    this.#settle();
    return true;
  }

  get(key) {
    return this.#tiles.get(key)?.item;
  }

  update(key, change) {
    const tile = this.#tiles.get(key);
    tile?.show({ ...tile.item, ...change });
  }

  remove(key) {
    const tile = this.#tiles.get(key);
    if (!tile) return;
    const next = tile.element.contains(document.activeElement) ? this.beside(key, 1) ?? this.beside(key, -1) : null;
    tile.element.remove();
    this.#tiles.delete(key);
    this.#settle();
    if (next) this.focus(keyOf(next));
  }

  /** What is hidden stays so, however often the list is loaded. */
  hide(key, yes) {
    if (yes) this.#hidden.add(key);
    else this.#hidden.delete(key);
    const tile = this.#tiles.get(key);
    if (tile) tile.element.hidden = yes;
    this.#settle();
  }

  /** The item that is `step` places further, or undefined. */
  beside(key, step) {
    const seen = this.#visible();
    const at = seen.indexOf(this.#tiles.get(key));
    return at < 0 ? undefined : seen[at + step]?.item;
  }

  focus(key) {
    const tile = this.#tiles.get(key);
    if (!tile || tile.element.hidden) return false;
    this.#choose(key);
    tile.button.focus();
    return true;
  }

  rename() {
    this.#tiles.forEach((tile) => tile.name());
  }

  /** A change above what a person looks at moves nothing of it. */
  steady(change) {
    const top = $('tools').getBoundingClientRect().bottom;
    const anchor = window.scrollY > 0 && this.#root.getBoundingClientRect().top < top
      ? this.#visible().find(({ element }) => element.getBoundingClientRect().bottom > top) : null;
    const before = anchor?.element.getBoundingClientRect().top;
    change();
    if (anchor?.element.isConnected) window.scrollBy({ top: anchor.element.getBoundingClientRect().top - before, behavior: 'instant' });
  }

  #tile(item) {
    const tile = new Tile(item, (element) => this.#seen.observe(element));
    this.#tiles.set(tile.key, tile);
    tile.element.hidden = this.#hidden.has(tile.key);
    return tile;
  }

  #visible() {
    return [...this.#tiles.values()].filter(({ element }) => !element.hidden);
  }

  #choose(key) {
    if (key === this.#current) return;
    const before = this.#tiles.get(this.#current);
    if (before) before.button.tabIndex = -1;
    const tile = this.#tiles.get(key);
    if (tile) tile.button.tabIndex = 0;
    this.#current = tile ? key : null;
  }

  // Exactly one is to be reached by Tab.
  #settle() {
    const current = this.#tiles.get(this.#current);
    if (!current || current.element.hidden) this.#choose(this.#visible()[0]?.key);
  }

  #keyed(event) {
    const tile = event.target.tile;
    if (!tile || event.altKey || event.ctrlKey || event.metaKey) return;
    const seen = this.#visible();
    const columns = getComputedStyle(this.#root).gridTemplateColumns.split(' ').length;
    const at = seen.indexOf(tile);
    const to = {
      ArrowLeft: at - 1, ArrowRight: at + 1, ArrowUp: at - columns, ArrowDown: at + columns,
      PageUp: Math.max(at - 4 * columns, at % columns), PageDown: Math.min(at + 4 * columns, seen.length - 1),
      Home: 0, End: seen.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    // Below the last but one row there may be a shorter one.
    const below = event.key === 'ArrowDown' && to >= seen.length && Math.floor(at / columns) < Math.floor((seen.length - 1) / columns);
    const next = seen[below ? seen.length - 1 : to];
    if (next) this.focus(next.key);
  }

  #complete() {
    while (this.#busy < LATE_AT_ONCE && this.#waiting.length) {
      const element = this.#waiting.shift();
      if (!element.isConnected) continue;
      this.#busy++;
      element.complete().finally(() => {
        this.#busy--;
        this.#complete();
      });
    }
  }
}
