// The sticker sets of the user who is played, as a panel; a tap sends the sticker.

import { fileAddress, stickerSets } from './api.js';
import { $, make } from './dom.js';
import { complain } from './notices.js';
import { t } from './words.js';

/**
 * @param send takes { sticker: fileId }
 * @param name of the set that is to be seen first
 */
export async function showSets(user, send, name) {
  let sets;
  try {
    sets = await stickerSets(user.id);
  } catch (error) {
    complain(error.message);
    return;
  }
  const dialog = $('sets-dialog');
  const pick = (fileId) => { dialog.close(); send({ sticker: fileId }); };
  $('sets').replaceChildren(...(sets.length ? sets.map((set) => panel(set, pick)) : [make('p', { className: 'hint' }, t('sets_none'))]));
  dialog.showModal();
  $(`set-${name}`)?.scrollIntoView();
  $('sets').querySelector('button')?.focus();
}
$('sets-close').addEventListener('click', () => $('sets-dialog').close());

function panel(set, pick) {
  const stickers = set.stickers.map(({ file_id: id, emoji, is_animated: animated, is_video: video }) => {
    const name = `${t('sticker')} ${emoji ?? ''}`.trim();
    const seen = animated || video
      ? make('span', {}, emoji ?? t('sticker'))
      : make('img', { src: fileAddress(id), alt: '', loading: 'lazy' });
    return make('button', { type: 'button', title: name, aria: { label: name }, on: { click: () => pick(id) } }, seen);
  });
  return make(
    'section',
    { className: 'set', id: `set-${set.name}` },
    make('h3', {}, set.title, ' ', make('small', {}, t('set_count', set.stickers.length))),
    make('p', { className: 'hint' }, `t.me/${set.sticker_type === 'custom_emoji' ? 'addemoji' : 'addstickers'}/${set.name}`),
    make('div', { className: 'grid' }, ...stickers),
  );
}
