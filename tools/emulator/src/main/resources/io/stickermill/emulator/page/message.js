// One row of the chat: a message, or the messages of one album.

import { fileAddress } from './api.js';
import { icon, make } from './dom.js';
import { formatted } from './text.js';
import { language, t } from './words.js';

// As in chat.css
const TALLEST = 340;
// As .keyboard in chat.css: what stands over buttons is as wide as they are.
const WIDTH_OF_BUTTONS = 'min(360px, 78vw)';
const NARROWEST = 160;
const FILE_ICON = 'M6 3h8l4 4v14H6zM14 3v4h4';
const FORWARD_ICON = 'm14 5 7 7-7 7v-4c-6 0-9 1-11 5 0-7 4-11 11-11z';

const clock = (date) =>
  new Intl.DateTimeFormat(language(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(date * 1000);

/** @param acts press(message, button, element), pay(invoice, element), command(text), show(address, name), jump(messageId), forward(messages) */
export function row(messages, isOut, acts) {
  const first = messages[0];
  if (first.successful_payment || first.refunded_payment) return service(first);
  const element = make('article', { className: isOut ? 'row out' : 'row', data: { ids: messages.map((m) => m.message_id).join(' ') } });
  element.setAttribute('aria-label', `${isOut ? t('you') : t('bot')}, ${clock(first.date)}`);
  const quote = first.reply_to_message && quoted(first.reply_to_message, acts);
  if (first.sticker) {
    element.append(...[quote, sticker(first)].filter(Boolean));
  } else {
    element.append(bubble(messages, quote, acts));
  }
  element.append(forward(messages, acts));
  const keyboard = first.reply_markup?.inline_keyboard;
  if (keyboard) element.append(buttons(first, keyboard, acts));
  return element;
}

export function rowKey(message) {
  return message.media_group_id ? `album ${message.media_group_id}` : `message ${message.message_id}`;
}

/** What a message is in one line. */
export function summary(message) {
  if (message.sticker) return `${message.sticker.emoji ?? ''} ${t('sticker')}`.trim();
  if (message.text) return message.text;
  if (message.caption) return message.caption;
  if (message.photo) return t('photo');
  if (message.animation) return t('animation');
  if (message.document) return message.document.file_name || t('file');
  if (message.invoice) return message.invoice.title;
  if (message.successful_payment || message.refunded_payment) return moved(message);
  const kind = ['video', 'voice', 'location', 'contact', 'poll'].find((name) => message[name]);
  return t(kind ?? 'message');
}

function time(message) {
  const edited = message.edit_date ? `${t('edited')} ` : '';
  const at = new Date(message.date * 1000);
  return make('time', { dateTime: at.toISOString(), title: at.toLocaleString(language()) }, edited + clock(message.date));
}

function sticker(message) {
  const { file_id: id, width, height, emoji } = message.sticker;
  const image = make('img', { className: 'sticker', src: fileAddress(id), alt: `${t('sticker')} ${emoji ?? ''}`.trim(), width, height, draggable: false });
  return make('div', { className: 'bare' }, image, time(message));
}

function bubble(messages, quote, acts) {
  const first = messages[0];
  const last = messages.at(-1);
  const captioned = messages.find((message) => message.caption) ?? first;
  const words = first.text ?? captioned.caption;
  const element = make('div', { className: 'bubble' }, origin(first), quote);
  const content = shown(messages, acts);
  element.append(...content);
  if (first.photo && first.reply_markup) {
    element.style.width = WIDTH_OF_BUTTONS;
  } else if (first.photo && messages.length === 1) {
    // Upright pictures are shown whole, not cut to the height that there is.
    const { width, height } = first.photo.at(-1);
    element.style.maxWidth = `${Math.max(NARROWEST, Math.round((TALLEST * width) / height))}px`;
  }
  if (words !== undefined) {
    // The time stands in the text, so that neither can cover the other.
    element.append(make('div', { className: 'text' }, formatted(words, first.text ? first.entities : captioned.caption_entities, acts.command), time(last)));
    return element;
  }
  if (first.photo || first.animation || first.video) element.classList.add('over');
  if (!content.length) element.append(make('div', { className: 'text' }, t('unknown_kind')));
  element.append(time(last));
  return element;
}

/** All that a message holds beside its words. */
function shown(messages, acts) {
  const first = messages[0];
  if (messages.length > 1 && first.photo) {
    return [make('div', { className: `album n${messages.length}` }, ...messages.map((m) => photo(m, acts)))];
  }
  if (first.photo) return [photo(first, acts)];
  if (first.animation) return [make('img', { className: 'moving', src: fileAddress(first.animation.file_id), alt: t('animation') })];
  if (first.video) return [make('video', { src: fileAddress(first.video.file_id), controls: true, preload: 'metadata', aria: { label: t('video') } })];
  if (first.voice) return [make('audio', { src: fileAddress(first.voice.file_id), controls: true, preload: 'metadata', aria: { label: t('voice') } })];
  if (first.location) return [card(t('location'), `${first.location.latitude}, ${first.location.longitude}`)];
  if (first.contact) return [card(first.contact.first_name, first.contact.phone_number)];
  if (first.invoice) return [invoice(first.invoice)];
  if (first.poll) return [card(first.poll.question, make('ol', {}, ...first.poll.options.map((option) => make('li', {}, option.text))))];
  return messages.filter((message) => message.document).map(document_);
}

function invoice({ title, description, total_amount: amount }) {
  return make('div', { className: 'card invoice' }, make('b', {}, title), make('p', {}, description), make('p', { className: 'price' }, t('stars', amount)));
}

/** Stars went one way or the other. */
function moved({ successful_payment: paid, refunded_payment: refunded }) {
  return paid ? t('paid', t('stars', paid.total_amount)) : t('refunded', t('stars', refunded.total_amount));
}

/** What nobody wrote stands in the middle. */
function service(message) {
  return make('article', { className: 'row service', data: { ids: message.message_id } }, moved(message));
}

function card(title, content) {
  return make('div', { className: 'card' }, make('b', {}, title), content);
}

function origin({ forward_origin: from }) {
  return from ? make('div', { className: 'from' }, t('forwarded', from.sender_user?.first_name ?? '')) : null;
}

function forward(messages, acts) {
  const label = t('forward');
  return make('button', { type: 'button', className: 'forward round', title: label, aria: { label }, on: { click: () => acts.forward(messages) } }, icon(FORWARD_ICON));
}

function photo(message, acts) {
  // The largest is the file as it came; a phone's is too much for a chat, so the first that fills the bubble.
  const sizes = message.photo;
  const size = sizes.find((candidate) => candidate.width >= 700) ?? sizes.at(-1);
  const address = fileAddress(size.file_id);
  const name = message.caption || t('photo');
  const image = make('img', { src: address, alt: name, width: size.width, height: size.height, loading: 'lazy' });
  image.addEventListener('error', () => { image.alt = t('not_shown'); }, { once: true });
  return make(
    'button',
    { type: 'button', className: 'picture', title: t('open'), on: { click: () => acts.show(fileAddress(sizes.at(-1).file_id), name) } },
    image,
  );
}

function document_(message) {
  const { file_id: id, file_name: name = 'file', file_size: size = 0, mime_type: type = '' } = message.document;
  const file = () => make('span', { className: 'icon' }, icon(FILE_ICON));
  const front = type.startsWith('image/')
    ? make('img', { src: fileAddress(id), alt: '', loading: 'lazy', on: { error: (event) => event.target.replaceWith(file()) } })
    : file();
  const words = make('span', {}, make('b', {}, name), make('small', {}, bytes(size)));
  return make('a', { className: 'document', href: fileAddress(id), download: name }, front, words);
}

export function bytes(count) {
  const [small, kilo, mega] = t('units');
  if (count < 1024) return `${count} ${small}`;
  return count < 1024 * 1024 ? `${Math.round(count / 1024)} ${kilo}` : `${(count / 1024 / 1024).toFixed(1)} ${mega}`;
}

function quoted(message, acts) {
  const small = message.photo?.[0] ?? message.sticker;
  const image = small && make('img', { src: fileAddress(small.file_id), alt: '' });
  const who = message.from?.is_bot ? 'Stickermill' : t('you');
  return make(
    'button',
    { type: 'button', className: 'quote', title: t('quoted_jump'), on: { click: () => acts.jump(message.message_id) } },
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
      if (button.pay) return payButton(message, element, acts);
      element.addEventListener('click', () => acts.press(message, button, element));
      return element;
    })));
  return make('div', { className: 'keyboard', role: 'group', aria: { label: t('buttons') } }, ...rows);
}

/** Once paid, an invoice that can be paid once leads to its receipt (core.telegram.org/api/payments). */
function payButton(message, element, acts) {
  const receipt = message.receipt_message_id;
  element.textContent = receipt ? t('receipt') : element.textContent.replaceAll('XTR', '⭐');
  element.addEventListener('click', () => (receipt ? acts.jump(receipt) : acts.pay({ message_id: message.message_id }, element)));
  return element;
}
