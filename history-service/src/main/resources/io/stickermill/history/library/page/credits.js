// What a person has in credits, and what they got and spent.

import { credits } from './api.js';
import { $, icon, make } from './dom.js';
import { place } from './toast.js';
import { inCredits, number, signed, t, timeOf } from './words.js';

const KINDS = ['grant', 'import', 'import_spent', 'late', 'purchase', 'refund', 'settle', 'welcome'];

export class Credits {
  #button = $('credits-open');
  #dialog = $('credits');
  #turn = 0;
  #open = false;
  #sticker;

  /**
   * @param close is told when a person closes it
   * @param sticker is told of one that a person wants to see
   */
  constructor(close, sticker) {
    this.#sticker = sticker;
    this.#dialog.addEventListener('close', () => {
      place();
      if (this.#open) close();
    });
    this.#dialog.addEventListener('click', (event) => event.target === this.#dialog && this.#dialog.close());
  }

  /** @param free what the person has; undefined where nothing costs any */
  know(free) {
    this.#button.hidden = free === undefined;
    if (free !== undefined) this.#button.querySelector('b').textContent = number(free);
  }

  show() {
    if (this.#open) return;
    this.#open = true;
    this.body = make('div', { className: 'body' }, make('div', { className: 'wait' }));
    this.#dialog.replaceChildren(make('div', { className: 'sheet' },
      make('div', { className: 'head' }, make('h2', { id: 'credits-title' }, t('credits')),
        make('button', { type: 'button', className: 'round', aria: { label: t('close') }, on: { click: () => this.#dialog.close() } }, icon('close'))),
      this.body));
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

  /** @param list that older lines are added to; none for the newest */
  async #load(after, list) {
    const turn = ++this.#turn;
    this.body.setAttribute('aria-busy', 'true');
    try {
      const found = await credits(after);
      if (turn !== this.#turn) return;
      if (list) this.#more(found, list);
      else this.#fill(found);
    } catch (error) {
      if (turn !== this.#turn) return;
      const failed = [make('p', { className: 'bad', role: 'alert' }, error.message),
        make('button', { type: 'button', on: { click: () => {
          for (const element of failed) element.remove();
          this.#load(after, list);
        } } }, t('try_again'))];
      if (list) this.body.append(...failed);
      else this.body.replaceChildren(...failed);
    } finally {
      if (turn === this.#turn) this.body.removeAttribute('aria-busy');
    }
  }

  #fill(found) {
    this.know(found.free);
    const list = make('ul', { className: 'lines', aria: { label: t('credits') } });
    this.body.replaceChildren(
      make('p', { className: 'balance' }, t('credits_have', inCredits(found.free))),
      Number(found.reserved) ? make('p', { className: 'hint' }, t('credits_reserved', inCredits(found.reserved))) : '',
      make('p', { className: 'hint' }, t('credits_buy')),
      found.lines.length ? list : make('p', { className: 'hint' }, t('credits_none')));
    this.#more(found, list);
  }

  #more({ lines, next }, list) {
    list.append(...lines.map((line) => this.#line(line)));
    if (!next) return;
    const older = make('button', { type: 'button', className: 'older', on: { click: () => {
      older.remove();
      this.#load(next, list);
    } } }, t('older'));
    this.body.append(older);
  }

  #line({ kind, amount, at, sticker_id: sticker }) {
    const words = t(`line_${KINDS.includes(kind) ? kind : 'other'}`);
    const what = sticker
      ? make('button', { type: 'button', className: 'link', on: { click: () => this.#sticker({ kind: 'sticker', id: sticker }) } }, words)
      : make('span', {}, words);
    return make('li', { data: { got: amount.startsWith('-') ? 'no' : 'yes' } }, what, make('time', { dateTime: at }, timeOf(at)), make('b', {}, signed(amount)));
  }
}
