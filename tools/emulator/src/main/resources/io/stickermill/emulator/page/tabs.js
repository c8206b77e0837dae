// The users as tabs: arrow keys move between them, as in the ARIA pattern for tabs.

import { $, make } from './dom.js';
import { t } from './words.js';

export class Tabs {
  #users;
  #chats;
  #onChoose;

  constructor(users, chats, onChoose) {
    this.#users = users;
    this.#chats = chats;
    this.#onChoose = onChoose;
    $('tabs').addEventListener('keydown', (event) => {
      const all = this.#users.all;
      const at = all.findIndex((user) => user.id === this.#users.current.id);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      this.#onChoose(all[(to + all.length) % all.length].id);
      $('tabs').querySelector('[aria-selected="true"]').focus();
    });
  }

  draw() {
    const hadFocus = $('tabs').contains(document.activeElement);
    const current = this.#users.current.id;
    $('tabs').replaceChildren(...this.#users.all.map((user) => this.#tab(user, user.id === current)));
    const selected = $('tabs').querySelector('[aria-selected="true"]');
    selected.scrollIntoView({ inline: 'nearest', block: 'nearest' });
    if (hadFocus) selected.focus();
    const unread = this.#users.all.reduce((sum, user) => sum + this.#chats.get(user.id).unread, 0);
    document.title = unread ? `(${unread}) Stickermill` : 'Stickermill';
  }

  #tab(user, selected) {
    const { unread } = this.#chats.get(user.id);
    const tab = make(
      'button',
      { type: 'button', role: 'tab', tabIndex: selected ? 0 : -1, title: t('user_id', user.id), data: { user: user.id }, aria: { selected, controls: 'chat' } },
      make('span', {}, user.name),
      unread ? make('span', { className: 'count', aria: { label: t('new_count', unread) } }, String(unread)) : null,
    );
    tab.addEventListener('click', () => this.#onChoose(user.id));
    return tab;
  }
}
