// The rows of the chosen chat. A change redraws its own row only.

import { $, make } from './dom.js';
import { row, rowKey } from './message.js';
import { language, t } from './words.js';

const PAGE = 150;
const NEAR_PX = 90;

export class Log {
  #chats;
  #acts;
  #chat = 0;
  #shown = PAGE;
  #missed = 0;
  #pinned = true;

  constructor(chats, acts) {
    this.#chats = chats;
    this.#acts = { ...acts, jump: (id) => this.#jump(id) };
    $('log').addEventListener('scroll', () => {
      this.#pinned = this.#atEnd();
      if (this.#pinned) this.#missed = 0;
      this.#showDown();
    });
    // Pictures get their height late, the composer grows: the end stays in sight.
    const keep = new ResizeObserver(() => this.#pinned && this.#toEnd());
    keep.observe($('rows'));
    keep.observe($('log'));
    $('down').addEventListener('click', () => { this.#toEnd('smooth'); $('log').focus({ preventScroll: true }); });
    $('earlier').addEventListener('click', () => {
      const fromEnd = $('log').scrollHeight - $('log').scrollTop;
      this.#shown += PAGE;
      this.#draw();
      $('log').scrollTop = $('log').scrollHeight - fromEnd;
    });
  }

  show(chat) {
    this.#chat = chat;
    this.#shown = PAGE;
    this.#missed = 0;
    this.#draw();
    this.#toEnd();
  }

  /** The message has come, changed or gone. */
  update(message, kind) {
    const isOut = !message.from?.is_bot;
    const key = rowKey(message);
    const old = this.#rowOf(key);
    const members = this.#members(key);
    const active = document.activeElement;
    const held = old?.contains(active) ? [...old.querySelectorAll('button')].indexOf(active) : -1;
    if (!members.length) {
      old?.remove();
      this.#dropLoneDays();
      if (held >= 0) $('log').focus({ preventScroll: true });
    } else if (old) {
      const fresh = this.#make(key, members);
      old.replaceWith(fresh);
      if (held >= 0) fresh.querySelectorAll('button')[held]?.focus({ preventScroll: true });
    } else {
      this.#append(key, members, true);
      if (isOut) this.#pinned = true;
      else if (!this.#pinned && kind !== 'edited') this.#missed++;
    }
    if (this.#pinned) this.#toEnd();
    this.#showEmpty();
    this.#showDown();
  }

  #draw() {
    const messages = this.#chats.ordered(this.#chat);
    const groups = new Map();
    for (const message of messages) {
      const key = rowKey(message);
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(message);
    }
    const visible = [...groups].slice(-this.#shown);
    $('rows').replaceChildren();
    $('log').setAttribute('aria-busy', 'true');
    visible.forEach(([key, members]) => this.#append(key, members, false));
    $('log').removeAttribute('aria-busy');
    $('earlier').hidden = visible.length === groups.size;
    this.#showEmpty();
    this.#showDown();
  }

  #append(key, members, fresh) {
    const day = new Date(members[0].date * 1000).toDateString();
    const before = [...$('rows').querySelectorAll('.row')].at(-1)?.dataset.day;
    if (day !== before) {
      const name = day === new Date().toDateString() ? t('today') : new Intl.DateTimeFormat(language(), { day: 'numeric', month: 'long' }).format(new Date(day));
      $('rows').append(make('div', { className: 'day' }, name));
    }
    const element = this.#make(key, members);
    element.classList.toggle('fresh', fresh);
    $('rows').append(element);
  }

  #make(key, members) {
    const element = row(members, !members[0].from?.is_bot, this.#acts);
    element.dataset.key = key;
    element.dataset.day = new Date(members[0].date * 1000).toDateString();
    return element;
  }

  #members(key) {
    return this.#chats.ordered(this.#chat).filter((message) => rowKey(message) === key);
  }

  #rowOf(key) {
    return $('rows').querySelector(`[data-key="${CSS.escape(key)}"]`);
  }

  #dropLoneDays() {
    for (const day of $('rows').querySelectorAll('.day')) {
      if (!day.nextElementSibling?.classList.contains('row')) day.remove();
    }
  }

  #jump(messageId) {
    const found = [...$('rows').querySelectorAll('.row')].find((element) => element.dataset.ids.split(' ').includes(String(messageId)));
    if (!found) return;
    found.scrollIntoView({ block: 'center', behavior: 'smooth' });
    found.classList.remove('flash');
    requestAnimationFrame(() => found.classList.add('flash'));
  }

  #atEnd() {
    const log = $('log');
    return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;
  }

  #toEnd(behavior = 'instant') {
    this.#pinned = true;
    this.#missed = 0;
    $('log').scrollTo({ top: $('log').scrollHeight, behavior });
    this.#showDown();
  }

  #showDown() {
    $('down').hidden = this.#pinned;
    $('down-count').hidden = this.#missed === 0;
    $('down-count').textContent = this.#missed;
  }

  #showEmpty() {
    $('empty').hidden = this.#chats.get(this.#chat).messages.size > 0;
  }
}
