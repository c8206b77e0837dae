// A menu that a button opens: arrow keys move in it, Escape and a click elsewhere close it.

import { $, make } from './dom.js';
import { t } from './words.js';

export class Menu {
  #button;
  #menu;
  #items;

  /** @param items [{ key, label, note, act }]: key and note are keys of words.js; label, instead of a key, stands there as it is */
  constructor(buttonId, menuId, items) {
    this.#button = $(buttonId);
    this.#menu = $(menuId);
    this.#items = items.map(({ key, label, note, act }) => make(
      'button',
      { type: 'button', role: 'menuitem', on: { click: () => { this.#open(false); act(); } } },
      make('span', key ? { data: { t: key } } : {}, key ? t(key) : label),
      note ? make('small', { data: { t: note } }, t(note)) : null,
    ));
    this.#menu.append(...this.#items);
    this.#button.addEventListener('click', () => this.#open(this.#menu.hidden));
    this.#menu.addEventListener('keydown', (event) => this.#key(event));
    addEventListener('click', (event) => {
      const inside = this.#menu.contains(event.target) || this.#button.contains(event.target);
      if (!this.#menu.hidden && !inside) this.#open(false);
    });
  }

  #open(open) {
    const hadFocus = this.#menu.contains(document.activeElement);
    this.#menu.hidden = !open;
    this.#button.setAttribute('aria-expanded', open);
    if (open) this.#items[0].focus();
    else if (hadFocus) $('text').focus();
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const at = this.#items.indexOf(document.activeElement);
      this.#items[(at + step + this.#items.length) % this.#items.length].focus();
    } else if (event.key === 'Escape') {
      this.#open(false);
    }
  }
}
