// The page: the key first, then the runs, each followed while it is open.

import { Refused, follow, forgetKey, get, keepKey, post, takeKey, text } from './api.js';
import { $, make, table } from './dom.js';
import { RunCard } from './run.js';

const LOOK_MS = 4000;
const AGAIN_MS = 2000;

const cards = new Map();
const followed = new Set();

function say(words, bad = false) {
  $('state').textContent = words;
  $('state').dataset.bad = bad ? 'yes' : 'no';
}

function askForKey() {
  forgetKey();
  $('content').hidden = true;
  $('key-form').hidden = false;
  $('key').focus();
}

function failed(error) {
  if (error instanceof Refused && error.status === 401) {
    askForKey();
    say('This key is not the service’s.', true);
  } else {
    say(error instanceof Refused ? error.message : 'The service does not answer; trying again.', true);
  }
}

const actions = {
  move: (id, how) => post(`/v1/backfills/${id}/${how}`).then(show).then(() => say('live')).catch(failed),
  report,
};

function show(view) {
  const card = cards.get(view.id);
  if (card) {
    card.show(view);
  } else {
    const made = new RunCard(view, actions);
    cards.set(view.id, made);
    const later = [...cards.values()].filter((other) => other.view.started_at < view.started_at)
      .sort((a, b) => (a.view.started_at < b.view.started_at ? 1 : -1))[0];
    $('runs').insertBefore(made.element, later?.element ?? null);
  }
  $('none').hidden = cards.size > 0;
  if (!view.ended_at) stay(view.id);
}

/** Follows a run until it has ended; a broken connection is taken up again. */
async function stay(id) {
  if (followed.has(id)) return;
  followed.add(id);
  try {
    await follow(`/v1/backfills/${id}/events`, (view) => {
      say('live');
      show(view);
    });
  } catch (error) {
    failed(error);
  } finally {
    setTimeout(() => {
      followed.delete(id);
      if (cards.get(id)?.isOpen && !$('content').hidden) stay(id);
    }, AGAIN_MS);
  }
}

let next = 0;

async function refresh() {
  clearTimeout(next);
  if ($('key-form').hidden) {
    try {
      (await get('/v1/backfills')).forEach((view) => followed.has(view.id) || show(view));
      showReplays(await get('/v1/replays'));
      $('none').hidden = cards.size > 0;
      say('live');
    } catch (error) {
      failed(error);
    }
  }
  clearTimeout(next);
  next = setTimeout(refresh, LOOK_MS);
}

function showReplays(replays) {
  $('replays').replaceChildren(...(replays.length ? [
    make('h2', { textContent: 'Replays' }),
    table([
      ['when', (r) => new Date(r.at).toLocaleString('en-GB')], ['by', (r) => r.by], ['topic', (r) => r.topic],
      ['group', (r) => r.group], ['from', (r) => r.from + (r.to ? ` to ${r.to}` : '')],
      ['run', (r) => r.run], ['records', (r) => r.records],
    ], replays),
  ] : []));
}

async function report(view) {
  try {
    const found = await get(`/v1/backfills/${view.id}/report`);
    $('report-title').textContent = `${view.source}, ${view.id}`;
    $('report-body').replaceChildren(
      table([['outcome', (c) => c.outcome], ['reason', (c) => c.reason], ['items', (c) => c.items]], found.run.counts),
      ...(found.failures.length ? [make('h2', { textContent: 'Could not be had' }), table([
        ['subject', (f) => `${f.subject.toLowerCase().replace('_', ' ')} ${f.subject_id}`],
        ['reason', (f) => f.reason], ['detail', (f) => f.detail],
      ], found.failures)] : []),
      ...(found.unknown_objects.length ? [make('h2', { textContent: 'Objects that no row knows (they stay)' }), table([
        ['key', (o) => o.storage_key], ['bytes', (o) => o.size_bytes],
      ], found.unknown_objects)] : []));
    $('csv').onclick = () => csv(view.id);
    $('report').showModal();
  } catch (error) {
    failed(error);
  }
}

async function csv(id) {
  const file = new Blob([await text(`/v1/backfills/${id}/report`, 'text/csv')], { type: 'text/csv' });
  const link = make('a', { href: URL.createObjectURL(file), download: `backfill-${id}.csv` });
  link.click();
  URL.revokeObjectURL(link.href);
}

function wanted() {
  const form = new FormData($('start'));
  const body = Object.fromEntries([...form].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== ''));
  for (const day of ['since', 'until']) if (body[day]) body[day] += 'T00:00:00Z';
  if (body.limit) body.limit = Number(body.limit);
  body.create_rows = form.has('create_rows');
  return body;
}

/** What was said of an earlier question goes with it. */
function forgetAnswer() {
  $('found').replaceChildren();
  $('refused').hidden = true;
  document.querySelectorAll('#start .error').forEach((error) => error.remove());
  document.querySelectorAll('#start [aria-invalid]').forEach((field) => {
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
  });
}

/** Beside the field that the service names, else under the form. */
function refused(error) {
  const field = error instanceof Refused && error.field ? $('start').elements[error.field] : null;
  if (field) {
    const words = make('span', { id: 'wrong-field', className: 'error', role: 'alert', textContent: error.message });
    field.closest('label').append(words);
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', words.id);
    field.focus();
    say('live');
  } else if (error instanceof Refused && error.status !== 401) {
    $('refused').textContent = error.message;
    $('refused').hidden = false;
    say('live');
  } else {
    failed(error);
  }
}

$('start').addEventListener('input', forgetAnswer);

$('dry-run').addEventListener('click', async () => {
  forgetAnswer();
  if (!$('start').reportValidity()) return;
  try {
    const found = await post('/v1/backfills/dry-run', wanted());
    $('found').replaceChildren(found.length
      ? table([['subject', (f) => f.subject], ['how', (f) => f.reason], ['items', (f) => f.items]], found)
      : make('p', { className: 'hint', textContent: 'Nothing is missing.' }));
    say('live');
  } catch (error) {
    refused(error);
  }
});

$('start').addEventListener('submit', async (event) => {
  event.preventDefault();
  forgetAnswer();
  try {
    show(await post('/v1/backfills', wanted()));
    say('live');
  } catch (error) {
    refused(error);
  }
});

$('key-form').addEventListener('submit', (event) => {
  event.preventDefault();
  keepKey($('key').value.trim());
  $('key-form').hidden = true;
  $('content').hidden = false;
  refresh();
});

if (takeKey()) {
  $('content').hidden = false;
} else {
  askForKey();
}
refresh();
