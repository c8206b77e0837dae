// One row of the chat: a message, or the messages of one album.

import { fileAddress } from './api.js';
import { icon, make } from './dom.js';
import { formatted } from './text.js';

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
// As in chat.css
const TALLEST = 340;
const NARROWEST = 160;
const FILE_ICON = 'M6 3h8l4 4v14H6zM14 3v4h4';

/** @param acts press(message, button, element), command(text), show(address, name), jump(messageId) */
export function row(messages, isOut, acts) {
  const first = messages[0];
  const element = make('article', { className: isOut ? 'row out' : 'row', data: { ids: messages.map((m) => m.message_id).join(' ') } });
  element.setAttribute('aria-label', `${isOut ? 'You' : 'Bot'}, ${CLOCK.format(first.date * 1000)}`);
  const quote = first.reply_to_message && quoted(first.reply_to_message, acts);
  if (first.sticker) {
    element.append(...[quote, sticker(first)].filter(Boolean));
  } else {
    element.append(bubble(messages, quote, acts));
  }
  const keyboard = first.reply_markup?.inline_keyboard;
  if (keyboard) element.append(buttons(first, keyboard, acts));
  return element;
}

export function rowKey(message) {
  return message.media_group_id ? `album ${message.media_group_id}` : `message ${message.message_id}`;
}

/** What a message is in one line. */
export function summary(message) {
  if (message.sticker) return `${message.sticker.emoji ?? ''} Sticker`.trim();
  if (message.photo) return message.caption || 'Photo';
  if (message.document) return message.caption || message.document.file_name || 'File';
  return message.text ?? 'Message';
}

function time(message) {
  const edited = message.edit_date ? 'edited ' : '';
  const at = new Date(message.date * 1000);
  return make('time', { dateTime: at.toISOString(), title: at.toLocaleString() }, edited + CLOCK.format(at));
}

function sticker(message) {
  const { file_id: id, width, height, emoji } = message.sticker;
  const image = make('img', { className: 'sticker', src: fileAddress(id), alt: `Sticker ${emoji ?? ''}`.trim(), width, height, draggable: false });
  return make('div', { className: 'bare' }, image, time(message));
}

function bubble(messages, quote, acts) {
  const first = messages[0];
  const last = messages.at(-1);
  const captioned = messages.find((message) => message.caption) ?? first;
  const words = first.text ?? captioned.caption;
  const element = make('div', { className: 'bubble' }, quote);
  if (messages.length > 1 && first.photo) {
    element.append(make('div', { className: `album n${messages.length}` }, ...messages.map((m) => photo(m, acts))));
  } else if (first.photo) {
    element.append(photo(first, acts));
    // Upright pictures are shown whole, not cut to the height that there is.
    const { width, height } = first.photo.at(-1);
    element.style.maxWidth = `${Math.max(NARROWEST, Math.round((TALLEST * width) / height))}px`;
  }
  messages.filter((message) => message.document).forEach((message) => element.append(document_(message)));
  if (words !== undefined) {
    const text = make('div', { className: 'text' }, formatted(words, first.text ? first.entities : captioned.caption_entities, acts.command));
    if (last.edit_date) text.style.setProperty('--time-room', '96px');
    element.append(text);
  } else if (first.photo) {
    element.classList.add('over');
  }
  if (words === undefined && !first.photo && !first.document) {
    element.append(make('div', { className: 'text' }, 'This page can’t show this kind of message.'));
  }
  element.append(time(last));
  return element;
}

function photo(message, acts) {
  // The largest is the file as it came; a phone's is too much for a chat, so the first that fills the bubble.
  const sizes = message.photo;
  const size = sizes.find((candidate) => candidate.width >= 700) ?? sizes.at(-1);
  const address = fileAddress(size.file_id);
  const name = message.caption || 'Photo';
  const image = make('img', { src: address, alt: name, width: size.width, height: size.height, loading: 'lazy' });
  image.addEventListener('error', () => { image.alt = 'This is not an image that can be shown'; }, { once: true });
  return make(
    'button',
    { type: 'button', className: 'picture', title: 'Open', on: { click: () => acts.show(fileAddress(sizes.at(-1).file_id), name) } },
    image,
  );
}

function document_(message) {
  const { file_id: id, file_name: name = 'file', file_size: size = 0, mime_type: type = '' } = message.document;
  const front = type.startsWith('image/')
    ? make('img', { src: fileAddress(id), alt: '', loading: 'lazy' })
    : make('span', { className: 'icon' }, icon(FILE_ICON));
  const words = make('span', {}, make('b', {}, name), make('small', {}, bytes(size)));
  return make('a', { className: 'document', href: fileAddress(id), download: name }, front, words);
}

export function bytes(count) {
  if (count < 1024) return `${count} bytes`;
  return count < 1024 * 1024 ? `${Math.round(count / 1024)} KB` : `${(count / 1024 / 1024).toFixed(1)} MB`;
}

function quoted(message, acts) {
  const small = message.photo?.[0] ?? message.sticker;
  const image = small && make('img', { src: fileAddress(small.file_id), alt: '' });
  const who = message.from?.is_bot ? 'Stickermill' : 'You';
  return make(
    'button',
    { type: 'button', className: 'quote', title: 'Show that message', on: { click: () => acts.jump(message.message_id) } },
    image || null,
    make('span', {}, make('b', {}, who), summary(message)),
  );
}

function buttons(message, keyboard, acts) {
  const rows = keyboard.map((line) =>
    make('div', {}, ...line.map((button) => {
      if (button.url) {
        const safe = /^(https?|tg):/i.test(button.url) ? button.url : '#';
        return make('a', { href: safe, target: '_blank', rel: 'noopener noreferrer' }, button.text);
      }
      const element = make('button', { type: 'button', data: { data: button.callback_data ?? '' } }, button.text);
      element.addEventListener('click', () => acts.press(message, button, element));
      return element;
    })));
  return make('div', { className: 'keyboard', role: 'group', aria: { label: 'Buttons' } }, ...rows);
}
