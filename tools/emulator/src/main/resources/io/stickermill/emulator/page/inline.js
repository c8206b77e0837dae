// What the bot offers to who types its name in the field, over the field; a click sends it.

import { askInline, chooseInline, fileAddress } from './api.js';
import { $, make } from './dom.js';
import { complain } from './notices.js';
import { t } from './words.js';

// As in Bot.java; a space ends the name.
const TYPED = /^@stickermill_bot\s([^]*)$/i;
// Who types on asks once.
const PAUSE = 200;
// Pixels before the end of the list at which the next page is asked for.
const NEAR = 120;

export class Inline {
  #user;
  #say;
  #words = null; // that the panel is about; null while it is shut
  #turn = 0; // an answer to an earlier one comes too late
  #timer;
  #next = ''; // offset of the page after what is shown; nothing while it is asked for

  /**
   * @param user gives the one who types
   * @param say takes what the button over an empty list says to the bot
   */
  constructor(user, say) {
    this.#user = user;
    this.#say = say;
    $('text').addEventListener('input', () => this.look());
    $('inline').addEventListener('scroll', () => this.#more());
    $('composer').addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#words !== null) this.#shut();
    });
  }

  /** The field may hold something else by now. */
  look() {
    const words = $('text').value.match(TYPED)?.[1] ?? null;
    if (words === null) {
      this.#shut();
      return;
    }
    const opens = this.#words === null;
    this.#words = words;
    const turn = ++this.#turn;
    clearTimeout(this.#timer);
    if (opens) this.#show(make('p', { className: 'hint' }, t('inline_waits')));
    this.#timer = setTimeout(() => this.#ask('', turn), opens ? 0 : PAUSE);
  }

  #shut() {
    this.#turn++;
    clearTimeout(this.#timer);
    this.#words = null;
    this.#next = '';
    $('inline').hidden = true;
    $('inline').replaceChildren();
  }

  #show(...children) {
    $('inline').replaceChildren(...children);
    $('inline').hidden = false;
  }

  async #ask(offset, turn) {
    this.#next = '';
    let answer;
    try {
      answer = await askInline(this.#user(), this.#words.trim(), offset);
    } catch (error) {
      complain(error.message);
    }
    if (turn !== this.#turn) return;
    if (!answer) {
      if (!offset) this.#show(make('p', { className: 'hint' }, t('inline_silent')));
      return;
    }
    const stickers = answer.results.map((result) => this.#sticker(answer.inline_query_id, result));
    if (offset) $('inline').append(...stickers);
    else this.#show(...this.#button(answer), ...stickers);
    if (!offset) $('inline').scrollTop = 0;
    this.#next = answer.next_offset;
    this.#more();
  }

  /** Also while all that is there is seen at once. */
  #more() {
    const list = $('inline');
    if (this.#next && list.scrollHeight - list.scrollTop - list.clientHeight < NEAR) this.#ask(this.#next, this.#turn);
  }

  #button({ button, results }) {
    if (button) return [make('button', { type: 'button', className: 'start', on: { click: () => this.#start(button) } }, button.text)];
    return results.length ? [] : [make('p', { className: 'hint' }, t('inline_none'))];
  }

  #start(button) {
    if (!button.start_parameter) return;
    this.#empty();
    this.#say(`/start ${button.start_parameter}`);
  }

  #sticker(query, { id, sticker_file_id: file }) {
    const choose = () => this.#choose(query, id);
    const image = make('img', { src: fileAddress(file), alt: '', loading: 'lazy' });
    return make('button', { type: 'button', className: 'offered', aria: { label: t('sticker') }, on: { click: choose } }, image);
  }

  async #choose(query, result) {
    try {
      await chooseInline(this.#user(), query, result);
      this.#empty();
    } catch (error) {
      complain(error.message);
    }
  }

  #empty() {
    $('text').value = '';
    $('text').dispatchEvent(new Event('input'));
    $('text').focus();
  }
}
