// One thing in the grid: a button, with what it looks like.

import { detail } from './api.js';
import { icon, make } from './dom.js';
import { drawn, frame, picture, star } from './picture.js';
import { dayOf, number, shortDay, t } from './words.js';

export const keyOf = ({ kind, id }) => `${kind}.${id}`;

export class Tile {
  /** @param late is told of elements to be completed when they are seen, by the element's `complete` */
  constructor(item, late) {
    this.late = late;
    this.key = keyOf(item);
    this.art = make('span', { className: 'art', aria: { hidden: 'true' } });
    this.title = make('b');
    this.day = make('small');
    this.button = make('button', { type: 'button', className: 'tile', tabIndex: -1, data: { id: item.id, kind: item.kind } },
      this.art, make('span', { className: 'caption', aria: { hidden: 'true' } }, this.title, this.day));
    this.button.tile = this;
    this.element = make('li', {}, this.button);
    this.show(item);
  }

  show(item) {
    const looks = JSON.stringify([item.preview, item.previews, item.status, item.style_title, item.title, item.count]);
    this.item = item;
    if (looks !== this.looks) {
      this.looks = looks;
      this.#paint();
    }
    this.name();
    const starred = this.art.querySelector('.star');
    if (item.favourite && !starred) this.art.append(star());
    else if (!item.favourite) starred?.remove();
  }

  /** In the language of the moment. */
  name() {
    const { item } = this;
    this.title.textContent = titleOf(item);
    this.day.textContent = pending(item) ? t(`status_${item.status}`) : shortDay(item.created_at);
    this.button.setAttribute('aria-label', labelOf(item));
  }

  #paint() {
    const { item, art } = this;
    art.querySelectorAll('.star').forEach((old) => old.remove());
    art.dataset.status = item.status ?? '';
    if (item.kind === 'set') art.replaceChildren(mosaic(item), make('span', { className: 'badge' }, icon('set'), item.count === undefined ? null : number(item.count)));
    else art.replaceChildren(picture(item.preview, () => standIn(item)));
    if (item.kind === 'video') art.append(make('span', { className: 'badge' }, icon('video')));
    if (item.kind === 'picture') art.append(make('span', { className: 'badge' }, icon('picture')));
    if (!item.preview && item.status === 'succeeded') {
      this.element.complete = () => this.#complete(item, this.looks);
      this.late(this.element);
    }
  }

  // It has no preview but a file, as it seems: the detail knows.
  async #complete(item, looks) {
    const { preview, file } = await detail(item).catch(() => ({}));
    if (this.looks !== looks || !(preview || file)) return;
    const instead = () => standIn(item);
    this.art.querySelector('.picture').replaceWith(
      preview || item.kind === 'picture' ? picture(preview ?? file, instead) : frame(file, instead));
  }
}

const pending = ({ status }) => status && status !== 'succeeded';

export const titleOf = (item) => (item.kind === 'set' ? item.title : item.style_title ?? item.style) || t(item.kind);

/** What stands where a picture is not there yet, or never. */
export function standIn(item) {
  const bad = ['failed', 'cancelled', 'unknown'].includes(item.status);
  return drawn(bad ? 'cross' : pending(item) ? 'wait' : item.kind, titleOf(item), pending(item) ? t(`status_${item.status}`) : '', item.style);
}

function mosaic(item) {
  const shown = (item.previews ?? []).slice(0, 4);
  if (!shown.length) return picture(undefined, () => drawn('set', titleOf(item)));
  return make('span', { className: 'mosaic' }, shown.map((address) => picture(address, () => drawn('sticker', ''))));
}

export function labelOf(item) {
  return [t(item.kind), titleOf(item) === t(item.kind) ? null : titleOf(item),
    item.text ? t('with_text', item.text) : null,
    item.count === undefined ? null : t('stickers_in', item.count),
    item.favourite ? t('favourite') : null,
    pending(item) ? t(`status_${item.status}`) : null,
    dayOf(item.created_at)].filter(Boolean).join(', ');
}
