// One thing in full: what it looks like, what is known of it, and what can be done with it.

import { detail, favour } from './api.js';
import { $, icon, make } from './dom.js';
import { facts } from './facts.js';
import { picture } from './picture.js';
import { request } from './requests.js';
import { keyOf, standIn, titleOf } from './tile.js';
import { place, say } from './toast.js';
import { around, post } from './telegram.js';
import { inCredits, money, t } from './words.js';

const TELEGRAM = /^https:\/\/t\.me\/add(stickers|emoji)\/\w+$/;

export class Detail {
  #dialog = $('detail');
  #on;
  #at = null; // { kind, id }
  #item = null; // what the grid knows of it
  #found = null;
  #error = null;
  #turn = 0;
  #styles = [];
  #style; // that is chosen for another one

  /**
   * @param on known(at), beside(at, step), open(at), turn(at), close(), removed(at), favoured(id, yes), missing(at), list(set)
   */
  constructor(on) {
    this.#on = on;
    this.#dialog.addEventListener('close', () => {
      place();
      if (this.#at) on.close();
    });
    this.#dialog.addEventListener('click', (event) => event.target === this.#dialog && this.#dialog.close());
    this.#dialog.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey || event.target.closest('select, input, video')) return;
      event.preventDefault();
      this.#turnTo(step);
    });
  }

  get open() {
    return this.#at;
  }

  set styles(styles) {
    const same = JSON.stringify(this.#styles) === JSON.stringify(styles ?? []);
    this.#styles = styles ?? [];
    // What a person chooses from stays as it is while other things change.
    if (!same && this.#found?.kind === 'sticker') this.#paint();
  }

  show(at) {
    const fresh = !this.#dialog.open;
    if (this.#at && keyOf(this.#at) === keyOf(at)) return;
    this.#at = at;
    this.#item = this.#on.known(at) ?? at;
    this.#found = null;
    this.#error = null;
    this.#style = undefined;
    this.#paint();
    if (fresh) {
      this.#dialog.showModal();
      place();
      this.#dialog.querySelector('#detail-close').focus();
    }
    this.#dialog.querySelector('.sheet').scrollTop = 0;
    this.#load();
  }

  hide() {
    if (!this.#at) return;
    this.#at = null;
    this.#found = null;
    this.#turn++;
    this.#dialog.close();
    this.#dialog.querySelector('.sheet')?.remove();
    place();
  }

  /** Something has changed: perhaps this. */
  refresh() {
    if (this.#at && !this.#error) this.#load();
  }

  /** In the language of the moment. */
  rename() {
    if (this.#at) this.#paint();
  }

  async #load() {
    const turn = ++this.#turn;
    const at = this.#at;
    try {
      const found = await detail(at);
      if (turn !== this.#turn) return;
      if (JSON.stringify(found) === JSON.stringify(this.#found)) return;
      this.#found = found;
      this.#error = null;
    } catch (error) {
      if (turn !== this.#turn || !this.#at) return;
      if (error.status === 404) this.#on.missing(at);
      if (this.#found && error.status !== 404) return;
      this.#found = null;
      this.#error = error;
    }
    this.#paint();
  }

  #turnTo(step) {
    const next = this.#on.beside(this.#at, step);
    if (next) this.#on.turn(next);
  }

  #paint() {
    const focused = this.#dialog.contains(document.activeElement) ? document.activeElement : null;
    const again = focused && (focused.id ? `#${focused.id}` : focused.dataset.action ? `[data-action="${focused.dataset.action}"]` : null);
    const it = { ...this.#item, ...this.#found };
    const { kind } = this.#at;
    // The same picture stays as it is.
    const source = JSON.stringify([this.#at.id, it.file, it.file ? null : it.preview, it.status, it.stickers, Boolean(this.#found)]);
    const old = this.#dialog.querySelector('.stage');
    const stage = old?.dataset.source === source ? old : this.#stage(it);
    stage.dataset.source = source;
    const title = titleOf(it);
    const sheet = make('div', { className: 'sheet', data: { kind } },
      make('div', { className: 'head' },
        make('h2', { id: 'detail-title' }, title === t(kind) ? title : `${t(kind)}: ${title}`),
        this.#step('newer', -1, 'previous'), this.#step('older', 1, 'next'),
        make('button', { type: 'button', className: 'round', id: 'detail-close', aria: { label: t('close') }, on: { click: () => this.#dialog.close() } }, icon('close'))),
      stage,
      make('div', { className: 'side' }, this.#side(it)));
    const top = this.#dialog.querySelector('.sheet')?.scrollTop ?? 0;
    // Beside it there may be a toast, which is not to be read out twice.
    this.#dialog.querySelector('.sheet')?.remove();
    this.#dialog.prepend(sheet);
    sheet.scrollTop = top;
    if (focused) (again && this.#dialog.querySelector(`${again}:not(:disabled)`) || this.#dialog.querySelector('#detail-close')).focus();
  }

  #step(words, step, name) {
    return make('button', { type: 'button', className: 'round', id: `detail-${words}`, disabled: !this.#on.beside(this.#at, step),
      aria: { label: t(words) }, on: { click: () => this.#turnTo(step) } }, icon(name));
  }

  #stage(it) {
    const stage = make('div', { className: 'stage', data: { status: it.status ?? '' } });
    if (it.kind === 'set') stage.append(...this.#members(it));
    else if (it.kind === 'video' && it.file) {
      const video = make('video', { controls: true, loop: true, muted: true, playsInline: true, preload: 'metadata', src: it.file, aria: { label: titleOf(it) } });
      if (it.preview) video.poster = it.preview;
      stage.append(video);
    } else {
      // The large one comes over the small one, which is here already.
      const small = it.preview ?? this.#item.preview;
      const large = it.kind === 'video' ? undefined : it.file;
      const shown = picture(small ?? large, () => standIn(it), { lazy: false });
      stage.append(shown);
      if (large && small && large !== small) {
        const image = new Image();
        image.onload = () => {
          image.alt = titleOf(it);
          shown.replaceChildren(image);
          shown.dataset.shown = 'yes';
        };
        image.src = large;
      }
    }
    return stage;
  }

  #members({ stickers, previews, title }) {
    if (!stickers) return (previews ?? []).map((address) => make('span', { className: 'member' }, picture(address, () => standIn({ kind: 'sticker' }))));
    if (!stickers.length) return [picture(undefined, () => standIn({ kind: 'set', title }))];
    return stickers.map(({ sticker_id: id, emoji, preview }) => {
      const shown = [picture(preview, () => standIn({ kind: 'sticker' })), make('span', { className: 'emoji' }, emoji)];
      return id
        ? make('button', { type: 'button', className: 'member', aria: { label: `${t('sticker')} ${emoji}` }, on: { click: () => this.#on.open({ kind: 'sticker', id }) } }, shown)
        : make('span', { className: 'member' }, shown);
    });
  }

  #side(it) {
    if (this.#error) {
      return [make('p', { className: 'bad', role: 'alert' }, this.#error.status === 404 ? t('gone') : this.#error.message),
        this.#error.status === 404 ? null : this.#button('retry', 'again', t('try_again'), () => this.#load())];
    }
    if (!this.#found) return [facts(it), make('div', { className: 'wait' })];
    if (it.kind === 'sticker') return [this.#stickerActions(it), facts(it)];
    if (it.kind === 'set') return [this.#setActions(it), facts(it)];
    return [make('div', { className: 'actions' }, download(it),
      it.sticker_id ? this.#button('sticker', 'sticker', t('open_sticker'), () => this.#on.open({ kind: 'sticker', id: it.sticker_id })) : null), facts(it)];
  }

  #stickerActions(it) {
    const others = this.#styles.filter(({ id }) => id !== it.style);
    const can = it.can_again !== false;
    return [
      make('div', { className: 'actions' },
        this.#ask('send', 'send', it),
        this.#button('favourite', 'star', t('action_favourite'), () => this.#favour(it), { pressed: Boolean(it.favourite) }),
        this.#ask('add_to_set', 'plus', it),
        this.#ask('again', 'again', it, !can),
        download(it),
        this.#button('delete', 'remove', t('action_delete'), () => this.#on.removed(this.#at), {}, 'danger')),
      others.length ? this.#restyle(it, others, can) : null,
      can ? null : make('p', { className: 'hint' }, t('cannot_again')),
    ].filter(Boolean);
  }

  #restyle(it, styles, can) {
    this.#style ??= styles[0].id;
    const label = () => {
      const price = priceOf(styles.find(({ id }) => id === this.#style) ?? {});
      return price ? t('action_restyle_for', price) : t('action_restyle');
    };
    const select = make('select', { id: 'restyle-style', disabled: !can, on: { change: () => {
      this.#style = select.value;
      button.querySelector('span').textContent = label();
    } } }, styles.map((style) => make('option', { value: style.id, selected: style.id === this.#style }, [style.title, priceOf(style)].filter(Boolean).join(', '))));
    const button = this.#button('restyle', 'style', label(), () => this.#send(button, it, 'restyle', this.#style));
    button.disabled = !can;
    return make('div', { className: 'restyle' }, make('label', { for: 'restyle-style' }, t('restyle_to')), select, button);
  }

  #setActions(it) {
    const open = TELEGRAM.test(it.link ?? '')
      ? make('a', { className: 'button primary', href: it.link, target: '_blank', rel: 'noopener', on: { click: (event) => {
        if (!around()) return;
        event.preventDefault();
        post('web_app_open_tg_link', { path_full: new URL(it.link).pathname });
      } } }, icon('open'), make('span', {}, t('open_set'))) : null;
    return make('div', { className: 'actions' }, open, it.count ? this.#button('list', 'set', t('show_in_list'), () => this.#on.list(it)) : null);
  }

  #button(action, name, words, run, aria = {}, className = '') {
    return make('button', { type: 'button', className, data: { action }, aria, on: { click: run } }, icon(name), make('span', {}, words));
  }

  #ask(action, name, it, disabled = false) {
    const button = this.#button(action, name, t(`action_${action}`), () => this.#send(button, it, action), {}, action === 'send' ? 'primary' : '');
    button.disabled = disabled;
    return button;
  }

  async #send(button, it, action, style) {
    if (button.getAttribute('aria-busy') === 'true') return;
    button.setAttribute('aria-busy', 'true');
    await request(it.id, action, style);
    button.removeAttribute('aria-busy');
  }

  async #favour({ id, favourite }) {
    const show = (yes) => {
      this.#on.favoured(id, yes);
      if (this.#at?.id !== id) return;
      this.#found = { ...this.#found, favourite: yes };
      this.#paint();
    };
    show(!favourite);
    try {
      await favour(id, !favourite);
    } catch (error) {
      show(Boolean(favourite));
      if (error.status !== 401) say(error.message, { bad: true });
    }
  }
}

/** Empty for what costs nothing. */
const priceOf = ({ price, credits }) => (credits ? inCredits(credits) : price ? money(price) : '');

function download({ file }) {
  if (!file) return null;
  return make('a', { className: 'button', href: `${file}${file.includes('?') ? '&' : '?'}download=true`, download: '', data: { action: 'download' } },
    icon('download'), make('span', {}, t('action_download')));
}
