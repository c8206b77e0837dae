// Which page is open stands in the address behind the #, so that it can be kept and sent.

import { $, make } from './dom.js';
import { onSignedOut, session, signIn, signOut } from './api.js';
import { onState, stop } from './live.js';
import { failed } from './say.js';
import { pipeline } from './pipeline.js';
import { job, jobs, waiting } from './jobs.js';
import { topic, topics } from './topics.js';
import { deadLetter, deadLetters } from './letters.js';
import { groups } from './groups.js';
import { backfills } from './backfills.js';
import { generations } from './generations.js';
import { actions } from './actions.js';

const PAGES = [
  ['pipeline', 'Pipeline', pipeline],
  ['jobs', 'Jobs', jobs],
  ['waiting', 'Waiting', waiting],
  ['topics', 'Topics', topics],
  ['dead-letters', 'Dead letters', deadLetters],
  ['groups', 'Groups', groups],
  ['backfills', 'Backfills', backfills],
  ['generations', 'Models', generations],
  ['actions', 'Actions', actions],
];
const DETAILS = { jobs: job, topics: topic, 'dead-letters': deadLetter };

function open() {
  stop();
  $('state').textContent = '';
  const [path, search = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, ...rest] = path.split('/').map(decodeURIComponent);
  const page = PAGES.find(([id]) => id === name) ?? PAGES[0];
  const show = rest.length && DETAILS[page[0]] ? DETAILS[page[0]] : page[2];
  document.title = `${page[1]} · Stickermill console`;
  $('nav').replaceChildren(...PAGES.map(([id, title]) =>
    make('a', { href: `#/${id}`, aria: id === page[0] ? { current: 'page' } : {} }, title)));
  $('nav').querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const main = $('main');
  main.replaceChildren();
  main.dataset.page = page[0];
  try {
    show(main, rest.length ? rest.join('/') : new URLSearchParams(search), new URLSearchParams(search));
  } catch (error) {
    main.replaceChildren(failed(error));
  }
}

function enter(name) {
  $('sign-in').hidden = true;
  $('main').hidden = false;
  $('nav').hidden = false;
  $('who').replaceChildren(make('span', {}, name), make('button', { type: 'button', on: { click: leave } }, 'Sign out'));
  open();
}

function door(words = '') {
  stop();
  $('main').hidden = true;
  $('nav').hidden = true;
  $('who').replaceChildren();
  $('state').textContent = '';
  $('sign-in').hidden = false;
  $('refused').textContent = words;
  $('name').focus();
}

async function leave() {
  await signOut();
  door();
}

$('sign-in').addEventListener('submit', async (event) => {
  event.preventDefault();
  try {
    enter(await signIn({ token: $('token').value, name: $('name').value }));
    $('token').value = '';
  } catch (error) {
    $('refused').textContent = error.message;
  }
});

onSignedOut(() => door('You are signed out: sign in again.'));
onState((state) => {
  $('state').textContent = state === 'live' ? 'live' : 'the console does not answer, trying again …';
  $('state').dataset.bad = state === 'live' ? 'no' : 'yes';
});
window.addEventListener('hashchange', open);

const invited = /^#code=([0-9a-f]+)$/.exec(location.hash);
// The code is worth nothing from now on, and does not stay in the address all the same.
if (invited) history.replaceState(null, '', '#/pipeline');
(invited ? signIn({ code: invited[1] }) : session()).then(enter, (error) => door(invited ? error.message : ''));
