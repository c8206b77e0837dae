// Puts the parts together.

import * as api from './api.js';
import { copy } from './copy.js';
import { Credits } from './credits.js';
import { Detail } from './detail.js';
import { $, icon, make } from './dom.js';
import { EVERYTHING, address, opened, read, same } from './filters.js';
import { Grid } from './grid.js';
import { launched } from './launch.js';
import { List } from './list.js';
import * as live from './live.js';
import { making, rename as renameMaking } from './making.js';
import { removeNow, removeSoon, undo } from './removal.js';
import { Statistics } from './statistics.js';
import * as telegram from './telegram.js';
import { theme } from './theme.js';
import { keyOf } from './tile.js';
import { say } from './toast.js';
import { Tools } from './tools.js';
import { languageBefore, name, speak, t } from './words.js';

const AHEAD = 3; // so many before the last one the next page is asked for
const PAUSE_MS = 2_000; // between two looks at the counts

let launch = launched();
theme(launch.theme);
speak(launch.language ?? languageBefore());
name();

let { proof } = launch;
let refusal = ''; // why the proof was not taken
let filters = read();
let retry = 0;
let loadingMe = 0;
let knowing = 0;

const grid = new Grid($('grid'), open);
const list = new List(grid, show);
const tools = new Tools(change);
const statistics = new Statistics(close);
const credits = new Credits(close, open);
const detail = new Detail({
  known: (at) => grid.get(keyOf(at)),
  beside: (at, step) => {
    if (step > 0 && !grid.beside(keyOf(at), AHEAD)) list.more();
    return grid.beside(keyOf(at), step);
  },
  open,
  turn,
  close,
  removed,
  favoured,
  missing: (at) => {
    grid.remove(keyOf(at));
    list.settle();
  },
  list: listSet,
});

async function start() {
  show('loading');
  refusal = '';
  if (proof) {
    try {
      await api.signIn(proof);
    } catch (error) {
      if (error.status !== 401) {
        show('failed', error);
        return;
      }
      refusal = error.message;
    }
    proof = null;
  }
  enter();
}

function enter() {
  filters = read();
  tools.show(filters);
  narrowed();
  list.load(filters).then(() => {
    if (!refusal || document.body.dataset.state === 'signed-out') return;
    // Who opens a used link may be signed in already.
    say(refusal, { bad: true });
    refusal = '';
  });
  if (launch.copy) {
    launch.copy = false;
    copy();
  }
  know();
  live.follow({ making: (jobs) => making(jobs, (move) => grid.steady(move)), changed, lost: () => list.refresh() });
  route();
}

/** @param state of the page: 'loading', 'ready', 'empty', 'failed' or 'signed-out' */
function show(state, error) {
  clearTimeout(retry);
  document.body.dataset.state = state;
  document.body.dataset.narrowed = same(filters, EVERYTHING) ? 'no' : 'yes';
  $('grid').setAttribute('aria-busy', state === 'loading');
  if (state === 'signed-out') {
    $('refused').textContent = refusal;
    $('refused').hidden = !refusal;
    $('signed-out-text').textContent = t(inTelegram() ? 'signed_out_telegram' : 'signed_out_text');
    // The library may have said so already.
    $('signed-out-text').hidden = refusal.includes('/library');
  }
  connection();
  if (state !== 'failed') return;
  $('failed-text').textContent = error.message;
  if (error.wait) retry = setTimeout(again, error.wait * 1000);
}

function again() {
  if (proof) start();
  else enter();
}

const inTelegram = () => launch.telegram || telegram.around();

async function know() {
  clearTimeout(knowing);
  knowing = 0;
  const turn = ++loadingMe;
  const me = await api.me().catch(() => null);
  if (!me || turn !== loadingMe) return;
  if (speak(me.language)) rename();
  tools.know(me);
  detail.styles = me.styles;
  credits.know(me.credits);
}

function rename() {
  name();
  tools.know();
  grid.rename();
  detail.rename();
  renameMaking();
  narrowed();
}

function signedOut() {
  live.stop();
  list.stop();
  making([], (move) => move());
  detail.hide();
  statistics.hide();
  credits.hide();
  show('signed-out');
}

function changed() {
  list.refresh();
  detail.refresh();
  knowing ||= setTimeout(know, PAUSE_MS);
}

// The address says what is shown: filters, and what lies open above the list.

function change(other, step) {
  if (same(filters, other)) return;
  filters = other;
  if (step) history.pushState(null, '', address(filters));
  else history.replaceState(history.state, '', address(filters));
  load();
}

function load() {
  tools.show(filters);
  narrowed();
  if (window.scrollY > $('grid').offsetTop) window.scrollTo({ top: 0, behavior: 'instant' });
  list.load(filters);
}

const depth = () => history.state?.depth ?? 0;

function open(at) {
  history.pushState({ depth: depth() + 1 }, '', address(filters, { kind: at.kind, id: at.id }));
  route();
}

// To the one beside it: Back still leads to the list.
function turn(at) {
  history.replaceState(history.state, '', address(filters, { kind: at.kind, id: at.id }));
  route();
}

function close() {
  const steps = depth();
  if (steps) history.go(-steps);
  else history.replaceState(null, '', address(filters));
  lay(null);
}

function route() {
  const other = read();
  if (!same(filters, other)) {
    filters = other;
    load();
  }
  lay(opened());
}

function lay(at) {
  const before = detail.open;
  if (at?.kind !== 'statistics') statistics.hide();
  if (at?.kind !== 'credits') credits.hide();
  if (!at?.id) detail.hide();
  if (at?.id) detail.show(at);
  else if (at?.kind === 'credits') credits.show();
  else if (at) statistics.show();
  if (before && !at) grid.focus(keyOf(before));
  telegram.post('web_app_setup_back_button', { is_visible: Boolean(at) });
}

// A link of the bot's that is opened where the page is open already.
window.addEventListener('hashchange', () => {
  const anew = launched();
  if (!anew.proof) return;
  launch = anew;
  ({ proof } = anew);
  theme(anew.theme);
  start();
});
window.addEventListener('popstate', () => document.body.dataset.state !== 'signed-out' && route());
$('credits-open').addEventListener('click', () => open({ kind: 'credits' }));
$('statistics-open').addEventListener('click', () => open({ kind: 'statistics' }));

// A set's own stickers.
let setTitle = '';

function listSet({ id, title }) {
  setTitle = title;
  filters = { ...EVERYTHING, kind: 'sticker', set: id };
  history.replaceState(null, '', address(filters));
  lay(null);
  load();
}

async function narrowed() {
  const { set } = filters;
  $('narrowed').hidden = !set;
  if (!set) {
    setTitle = '';
    return;
  }
  const words = make('span', {}, setTitle ? t('in_set', setTitle) : t('in_some_set'));
  $('narrowed').replaceChildren(make('button', { type: 'button', className: 'chip', aria: { pressed: 'true', label: `${words.textContent}: ${t('clear')}` },
    on: { click: () => change({ ...filters, set: '', kind: 'all' }, true) } }, icon('set'), words, icon('close')));
  if (setTitle) return;
  const found = await api.detail({ kind: 'set', id: set }).catch(() => null);
  if (!found?.title || filters.set !== set) return;
  setTitle = found.title;
  narrowed();
}

// What a person does with a sticker.

function favoured(id, yes) {
  const key = keyOf({ kind: 'sticker', id });
  grid.update(key, { favourite: yes });
  tools.count('favourites', yes ? 1 : -1);
}

function removed(at) {
  const key = keyOf(at);
  const { favourite } = grid.get(key) ?? {};
  const next = grid.beside(key, 1) ?? grid.beside(key, -1);
  close();
  const counted = (more) => {
    tools.count('stickers', more);
    if (favourite) tools.count('favourites', more);
  };
  removeSoon(at.id, {
    hide: (yes) => {
      grid.hide(key, yes);
      counted(yes ? -1 : 1);
      list.settle();
      if (yes) return;
      grid.focus(key);
      know();
    },
    gone: () => {
      grid.remove(key);
      grid.hide(key, false);
      list.settle();
      know();
    },
  });
  if (next) grid.focus(keyOf(next));
}

window.addEventListener('keydown', (event) => {
  if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.target.closest?.('input, select')) return;
  undo();
});

$('sign-out').addEventListener('click', async () => {
  try {
    await removeNow();
    await api.signOut();
  } catch (error) {
    if (error.status !== 401) {
      say(error.message, { bad: true });
      return;
    }
  }
  refusal = '';
  signedOut();
});
$('copy').addEventListener('click', copy);
$('again').addEventListener('click', again);

// Whether the library can be reached.

let reached = true;

function connection() {
  const lost = !navigator.onLine || !reached;
  const hidden = !lost || ['failed', 'signed-out'].includes(document.body.dataset.state);
  $('offline').hidden = hidden;
  const words = hidden ? '' : t('connection_lost');
  if ($('offline').textContent !== words) $('offline').textContent = words;
}

api.onSignedOut(signedOut);
api.onReached((yes) => {
  reached = yes;
  connection();
});
window.addEventListener('offline', connection);
window.addEventListener('online', () => {
  connection();
  if (document.body.dataset.state === 'failed') again();
});

document.body.dataset.telegram = inTelegram() ? 'yes' : 'no';
telegram.hear({
  theme_changed: ({ theme_params: colours }) => theme(colours),
  back_button_pressed: () => opened() && (depth() ? history.back() : close()),
});
telegram.post('web_app_ready');
telegram.post('web_app_expand');
start();
