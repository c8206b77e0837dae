// Puts the parts together.

import { history, pay, press } from './api.js';
import { Chats } from './chats.js';
import { Composer } from './composer.js';
import { askContent } from './content.js';
import { $ } from './dom.js';
import { readSticker } from './files.js';
import { Log } from './log.js';
import { Menu } from './menu.js';
import { alert, complain, confirmed, tell } from './notices.js';
import { showSets } from './sets.js';
import { Stream } from './stream.js';
import { Tabs } from './tabs.js';
import { theme } from './theme.js';
import { Users } from './users.js';
import { speak, t } from './words.js';

const users = new Users();
speak(users.current.language);
const nameTheme = theme();
const chats = new Chats();
const composer = new Composer(() => users.current);
const log = new Log(chats, { press: onPress, pay: onPay, command: (text) => composer.say(text), show: onShow, forward: onForward });
const tabs = new Tabs(users, chats, choose);
const stream = new Stream({ event: onEvent, bot: onBot, connection: onConnection, reset: load });
let heard = null; // what the bot does: null for not known yet, 'lost' without the emulator
let loads = 0;

async function load() {
  const turn = ++loads;
  try {
    const ids = users.all.map((user) => user.id);
    const found = await Promise.all(ids.map(history));
    if (turn !== loads) return;
    ids.forEach((id, i) => chats.load(id, found[i]));
    show();
    stream.follow(ids, chats.known(ids));
  } catch {
    if (turn !== loads) return;
    onConnection('lost');
    setTimeout(() => turn === loads && load(), 1_500);
  }
}

function choose(id) {
  const before = users.current.id;
  users.choose(id);
  chats.get(id).unread = 0;
  composer.change(before, id);
  show();
}

/** Everything, in the language of the user who is played. */
function show() {
  const { id, language } = users.current;
  speak(language);
  nameTheme();
  showState();
  log.show(id);
  tabs.draw();
  const newest = chats.ordered(id).at(-1);
  composer.answer(asksForAnswer(newest) ? newest : null);
}

// core.telegram.org/bots/api#forcereply
const asksForAnswer = (message) => Boolean(message?.reply_markup?.force_reply);

function onEvent(event) {
  const message = chats.apply(event);
  if (!message) return;
  const isCurrent = event.chat_id === users.current.id;
  if (isCurrent) {
    log.update(message, event.kind);
    if (event.kind === 'deleted') composer.gone(message.message_id);
    else if (event.kind === 'sent' && asksForAnswer(message)) composer.answer(message);
  }
  if (event.kind === 'sent' && (!isCurrent || document.hidden)) {
    chats.get(event.chat_id).unread++;
    tabs.draw();
  }
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  chats.get(users.current.id).unread = 0;
  tabs.draw();
});

function onConnection(state) {
  if (state === 'live') return;
  heard = 'lost';
  showState();
}

function onBot(bot) {
  heard = bot;
  showState();
}

function showState() {
  const lost = heard === 'lost';
  const deaf = heard && !lost && !heard.listening;
  const words = t(!heard ? 'connecting' : lost ? 'lost' : deaf ? 'listening_not' : 'bot');
  if ($('state').textContent !== words) $('state').textContent = words;
  $('state').dataset.state = !heard ? 'connecting' : lost || deaf ? 'lost' : 'live';
  banner(lost ? t('lost_long') : deaf ? t('waits', heard.pending) : '');
}

function banner(text) {
  if ($('banner').textContent !== text) $('banner').textContent = text;
  $('banner').hidden = !text;
}

async function onForward(messages) {
  for (const { message_id: id } of messages) if (!(await composer.give({ forward_of: id }))) return;
}

async function onPress(message, button, element) {
  if (element.getAttribute('aria-busy') === 'true') return;
  if (!button.callback_data) {
    tell(t('unknown_button'));
    return;
  }
  element.setAttribute('aria-busy', 'true');
  try {
    const answer = await press(users.current, message.message_id, button.callback_data);
    if (!answer) complain(t('bot_silent'));
    else if (answer.text && answer.show_alert) alert(answer.text);
    else if (answer.text) tell(answer.text);
  } catch (error) {
    complain(error.message);
  } finally {
    element.removeAttribute('aria-busy');
  }
}

async function onPay(invoice, element) {
  if (element.getAttribute('aria-busy') === 'true') return;
  element.setAttribute('aria-busy', 'true');
  try {
    const payment = await pay(users.current, invoice);
    if (payment.state === 'refused') alert(payment.error_message);
    else if (payment.state !== 'paid') complain(t(`pay_${payment.state}`));
  } catch (error) {
    complain(error.message);
  } finally {
    element.removeAttribute('aria-busy');
  }
}

// A link to an invoice pays it.
$('chat').addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!/^https:\/\/t\.me\/\$[\w-]+$/.test(link?.href ?? '')) return;
  event.preventDefault();
  onPay({ link: link.href }, link);
});

// A link to a sticker set opens the panel of sets, as it would in Telegram.
$('chat').addEventListener('click', (event) => {
  const [, name] = event.target.closest('a')?.href.match(/^https:\/\/t\.me\/add(?:stickers|emoji)\/(\w+)$/) ?? [];
  if (!name) return;
  event.preventDefault();
  showSets(users.current, (content) => composer.give(content), name);
});

function onShow(address, name) {
  $('viewer-image').src = address;
  $('viewer-image').alt = name;
  $('viewer').showModal();
}
$('viewer').addEventListener('click', () => $('viewer').close());

// Users: one dialog adds and changes them.
let edited = null;
function askUser(user) {
  edited = user;
  $('user-title').textContent = t(user ? 'user' : 'new_user');
  $('user-name').value = user?.name ?? t('user_number', users.all.length + 1);
  $('user-language').value = user?.language ?? users.current.language;
  $('user-id').textContent = user ? t('user_id', user.id) : t('new_user_hint');
  $('user-remove').hidden = !user || users.all.length === 1;
  $('user-dialog').returnValue = '';
  $('user-dialog').showModal();
  $('user-name').select();
}
$('add-user').addEventListener('click', () => askUser(null));
$('edit-user').addEventListener('click', () => askUser(users.current));
$('user-cancel').addEventListener('click', () => $('user-dialog').close());
$('user-remove').addEventListener('click', async () => {
  const { id: gone, name } = edited;
  $('user-dialog').close();
  if (!(await confirmed(t('remove_user', name), t('remove')))) return;
  users.remove(gone);
  composer.forget(gone);
  chats.forget(gone);
  composer.change(undefined, users.current.id);
  load();
});
$('user-dialog').addEventListener('close', () => {
  const name = $('user-name').value.trim();
  if ($('user-dialog').returnValue !== 'ok' || !name) return;
  if (edited) {
    users.change(edited.id, name, $('user-language').value);
    show();
    return;
  }
  const before = users.current.id;
  const user = users.add(name, $('user-language').value);
  composer.change(before, user.id);
  load();
  $('text').focus();
});

new Menu('commands', 'menu', ['start', 'help', 'my', 'library', 'sets', 'cancel', 'privacy'].map((command) => (
  { label: `/${command}`, note: `command_${command}`, act: () => composer.say(`/${command}`) })));
new Menu('attach', 'attach-menu', [
  { key: 'attach_files', act: () => $('file').click() },
  { key: 'attach_sticker', act: () => $('sticker-file').click() },
  { key: 'sets', act: () => showSets(users.current, (content) => composer.give(content)) },
  ...['location', 'contact', 'poll'].map((kind) => ({ key: kind, act: () => askContent(kind, (content) => composer.give(content)) })),
]);
$('sticker-file').addEventListener('change', async () => {
  const [file] = $('sticker-file').files;
  if (file) await composer.giveFile(file, await readSticker(file));
  $('sticker-file').value = '';
});

composer.change(undefined, users.current.id);
show();
load();
if (matchMedia('(pointer: fine)').matches) $('text').focus();
