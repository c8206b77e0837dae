// Puts the parts together.

import { history, press } from './api.js';
import { Chats } from './chats.js';
import { Composer } from './composer.js';
import { $, make } from './dom.js';
import { Log } from './log.js';
import { alert, complain, tell } from './notices.js';
import { Stream } from './stream.js';
import { Tabs } from './tabs.js';
import { theme } from './theme.js';
import { Users } from './users.js';

const COMMANDS = [
  ['/start', 'say hello'],
  ['/help', 'what it can do'],
  ['/cancel', 'stop what is under way'],
  ['/privacy', 'what is kept'],
];

theme();
const users = new Users();
const chats = new Chats();
const composer = new Composer(() => users.current);
const log = new Log(chats, { press: onPress, command: (text) => composer.say(text), show: onShow });
const tabs = new Tabs(users, chats, choose);
const stream = new Stream({ event: onEvent, bot: onBot, connection: onConnection, reset: load });
let connected = false;
let loads = 0;

async function load() {
  const turn = ++loads;
  try {
    const ids = users.all.map((user) => user.id);
    const found = await Promise.all(ids.map(history));
    if (turn !== loads) return;
    ids.forEach((id, i) => chats.load(id, found[i]));
    log.show(users.current.id);
    tabs.draw();
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
  log.show(id);
  tabs.draw();
}

function onEvent(event) {
  const message = chats.apply(event);
  if (!message) return;
  const isCurrent = event.chat_id === users.current.id;
  if (isCurrent) log.update(message, event.kind);
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
  connected = state === 'live';
  if (connected) return;
  $('state').textContent = 'reconnecting…';
  $('state').dataset.state = 'lost';
  banner('The emulator does not answer. This page tries again by itself; is the stack up?');
}

function onBot({ listening, pending }) {
  const words = listening ? 'bot' : 'the bot is not listening';
  if ($('state').textContent !== words) $('state').textContent = words;
  $('state').dataset.state = listening ? 'live' : 'lost';
  const waiting = pending ? ` ${pending} ${pending === 1 ? 'message waits' : 'messages wait'} for it.` : '';
  banner(listening ? '' : `The bot is not listening: what you send waits until it is back.${waiting}`);
}

function banner(text) {
  if ($('banner').textContent !== text) $('banner').textContent = text;
  $('banner').hidden = !text;
}

async function onPress(message, button, element) {
  if (element.getAttribute('aria-busy') === 'true') return;
  if (!button.callback_data) {
    tell('This page does not know what this kind of button does.');
    return;
  }
  element.setAttribute('aria-busy', 'true');
  try {
    const answer = await press(users.current, message.message_id, button.callback_data);
    if (!answer) complain('The bot has not answered this button.');
    else if (answer.text && answer.show_alert) alert(answer.text);
    else if (answer.text) tell(answer.text);
  } catch (error) {
    complain(error.message);
  } finally {
    element.removeAttribute('aria-busy');
  }
}

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
  $('user-title').textContent = user ? 'User' : 'New user';
  $('user-name').value = user?.name ?? `User ${users.all.length + 1}`;
  $('user-language').value = user?.language ?? users.current.language;
  $('user-id').textContent = user ? `User id ${user.id}` : 'A new person with a chat of their own.';
  $('user-remove').hidden = !user || users.all.length === 1;
  $('user-dialog').returnValue = '';
  $('user-dialog').showModal();
  $('user-name').select();
}
$('add-user').addEventListener('click', () => askUser(null));
$('edit-user').addEventListener('click', () => askUser(users.current));
$('user-cancel').addEventListener('click', () => $('user-dialog').close());
$('user-remove').addEventListener('click', () => {
  $('user-dialog').close();
  const gone = edited.id;
  users.remove(gone);
  chats.forget(gone);
  composer.change(undefined, users.current.id);
  load();
});
$('user-dialog').addEventListener('close', () => {
  const name = $('user-name').value.trim();
  if ($('user-dialog').returnValue !== 'ok' || !name) return;
  if (edited) {
    users.change(edited.id, name, $('user-language').value);
    tabs.draw();
    return;
  }
  const before = users.current.id;
  const user = users.add(name, $('user-language').value);
  composer.change(before, user.id);
  load();
  $('text').focus();
});

// The menu of commands
const menuItems = COMMANDS.map(([command, what]) =>
  make('button', { type: 'button', role: 'menuitem', on: { click: () => { openMenu(false); composer.say(command); } } },
    make('span', {}, command), make('small', {}, what)));
$('menu').append(...menuItems);
function openMenu(open) {
  $('menu').hidden = !open;
  $('commands').setAttribute('aria-expanded', open);
  if (open) menuItems[0].focus();
  else if ($('menu').contains(document.activeElement) || document.activeElement === document.body) $('text').focus();
}
$('commands').addEventListener('click', () => openMenu($('menu').hidden));
$('menu').addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const at = menuItems.indexOf(document.activeElement);
    menuItems[(at + step + menuItems.length) % menuItems.length].focus();
  } else if (event.key === 'Escape') {
    openMenu(false);
    $('text').focus();
  }
});
addEventListener('click', (event) => {
  if (!$('menu').hidden && !event.target.closest('#menu, #commands')) openMenu(false);
});

tabs.draw();
composer.change(undefined, users.current.id);
load();
if (matchMedia('(pointer: fine)').matches) $('text').focus();
