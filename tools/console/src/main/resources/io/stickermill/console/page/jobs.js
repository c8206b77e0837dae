// Jobs: found, those that wait, and one as a waterfall.

import { code, draw, link, make, put, table } from './dom.js';
import { follow } from './live.js';
import { ago, duration, failed, moment } from './say.js';

const TONES = { delivered: 'good', failed: 'bad', held: 'bad', cancelled: '', accepted: 'live', generating: 'live' };
const PLACES = { topic: 'in a topic', table: 'in line', making: 'being made', sending: 'sending', limiter: 'limits', hold: 'on hold', retry: 'another try', ended: 'ended' };

export function jobs(main, query) {
  const wanted = query.get('q') ?? '';
  const input = make('input', { name: 'q', value: wanted, placeholder: 'job, chat, sticker, user, session, or file id', autocomplete: 'off', spellcheck: false });
  const found = make('section', { className: 'panel' });
  main.append(
    make('form', { className: 'panel row', role: 'search', on: { submit: (event) => {
      event.preventDefault();
      location.hash = `#/jobs?q=${encodeURIComponent(input.value.trim())}`;
    } } }, make('label', {}, 'Find', input), make('button', { className: 'primary' }, 'Find')),
    found,
    make('p', { className: 'hint' }, 'Command: ', code('./stickermill jobs WHAT'), ', ', code('./stickermill job ID')));
  follow('jobs', { q: wanted }, (view) => {
    if (view.error) return put(found, failed(new Error(view.error)));
    put(found, make('h2', {}, wanted ? `Jobs of ${wanted}` : 'The newest jobs'), view.jobs.length
      ? table(['job', 'chat', 'state', 'received', 'reason'], view.jobs.map((row) => ({
        bad: row.state === 'failed' || row.state === 'held',
        cells: [link(`#/jobs/${row.id}`, row.id, 'mono'), link(`#/jobs?q=${row.chat_id}`, String(row.chat_id)), state(row.state), row.received_at ? ago(row.received_at) : '–', row.reason ?? ''],
      })))
      : make('p', { className: 'hint' }, 'None is known. A job appears a moment after its photo was accepted.'));
  });
}

export function waiting(main) {
  const found = make('section', { className: 'panel' });
  main.append(found, make('p', { className: 'hint' }, 'Command: ', code('./stickermill jobs --waiting')));
  follow('waiting', {}, (view) => {
    if (view.error) return put(found, failed(new Error(view.error)));
    put(found, make('h2', {}, 'Photos that wait, the longest first'), view.jobs.length
      ? table(['job', 'chat', 'where', 'since', 'why', 'next try'], view.jobs.map(({ id, chat, standing }) => [
        link(`#/jobs/${id}`, id, 'mono'), chat ? link(`#/jobs?q=${chat}`, chat) : '–',
        make('span', { className: 'badge', data: { tone: ['hold', 'retry', 'limiter'].includes(standing.place) ? 'wait' : 'live' } }, PLACES[standing.place] ?? standing.place),
        standing.since ? ago(standing.since) : '–', `${standing.words}${standing.why ? `: ${standing.why}` : ''}`, standing.next ? ago(standing.next) : '–',
      ]))
      : make('p', { className: 'hint' }, 'None: every photo that came has ended.'));
  });
}

const state = (word) => make('span', { className: 'badge', data: { tone: TONES[word] ?? '' } }, word);

export function job(main, id) {
  const standing = make('section', { className: 'panel', aria: { live: 'polite' } });
  const times = make('section', { className: 'panel' });
  const facts = make('section', { className: 'panel' });
  const picture = make('section', { className: 'panel' });
  main.append(standing, make('div', { className: 'columns' }, times, picture), facts, make('p', { className: 'hint' }, 'Command: ', code(`./stickermill job ${id}`), ', ', code(`./stickermill logs --job ${id}`)));
  follow('job', { id }, (view) => {
    if (view.error) return put(standing, failed(new Error(view.error)));
    const now = view.standing;
    put(standing,
      make('h2', {}, 'Job ', code(view.id)),
      make('p', { className: 'standing' }, now.place === 'ended' ? state(now.words) : make('span', { className: 'badge', data: { tone: 'live' } }, PLACES[now.place] ?? now.place), ' ', now.place === 'ended' ? '' : now.words),
      make('dl', { className: 'facts' },
        pair('since', now.since && `${moment(now.since)}, ${ago(now.since)}`), pair('why', now.why), pair('next try', now.next && `${moment(now.next)}, ${ago(now.next)}`),
        pair('chat', view.job?.chat_id && link(`#/jobs?q=${view.job.chat_id}`, String(view.job.chat_id))), pair('user', view.job?.user_id), pair('session', view.job?.session_id)));
    put(times, make('h2', {}, 'Time'), waterfall(view), make('h3', {}, 'Events'), events(view.events));
    put(picture, make('h2', {}, 'Sticker'), ...sticker(view));
    put(facts, make('h2', {}, 'Rows and records'),
      row('generation', view.generation), view.deliveries.map((each) => row(`delivery: ${each.kind}`, each)), view.uploads.map((each) => row('upload', each)),
      view.waiting.map((record) => row(`waits in ${record.topic}`, record)));
  });
}

const pair = (name, value) => (value ? [make('dt', {}, name), make('dd', {}, value)] : []);

function sticker({ sticker: made }) {
  if (!made) return [make('p', { className: 'hint' }, 'Not delivered yet.')];
  const shown = made.stored_at && !made.deleted_at
    ? make('img', { className: 'sticker', src: `/api/stickers/${made.id}/file`, alt: 'The sticker', width: 160, height: 160 })
    : make('p', { className: 'hint' }, made.deleted_at ? 'Deleted.' : 'Its file is not in storage yet.');
  return [shown, make('dl', { className: 'facts' }, Object.entries(made).filter(([, value]) => value !== null).flatMap(([name, value]) => pair(name.replaceAll('_', ' '), String(value))))];
}

function row(title, fields) {
  if (!fields) return null;
  return make('details', {}, make('summary', {}, title, ' ', make('span', { className: 'muted' }, fields.state ?? fields.cause ?? '')),
    make('dl', { className: 'facts' }, Object.entries(fields).filter(([, value]) => value !== null && value !== '').flatMap(([name, value]) => pair(name.replaceAll('_', ' '), String(value)))));
}

const events = (list) => table(['event', 'at (UTC)', 'work'], list.map((event) => [event.moment, event.at.replace('T', ' ').replace('Z', ''), event.work_ms === undefined || event.work_ms === null ? '' : duration(event.work_ms)]));

const STEPS = [['fetch', ['decode', 'cut_out', 'outline', 'encode', 'ready']], ['decode', ['cut_out', 'outline', 'encode', 'ready']], ['cut_out', ['outline', 'encode', 'ready']], ['outline', ['encode', 'ready']], ['encode', ['ready']]];

/** Bars of waiting and of work, by the moments that history knows; send and upload stand side by side. */
function waterfall(view) {
  const at = Object.fromEntries(view.events.map((event) => [event.moment, new Date(event.at).getTime()]));
  const work = Object.fromEntries(view.events.map((event) => [event.moment, event.work_ms]));
  const begin = at.accepted ?? Math.min(...Object.values(at));
  if (!Number.isFinite(begin)) return make('p', { className: 'hint' }, 'History has not heard of it yet.');
  const ended = view.standing.place === 'ended';
  const now = ended ? 0 : Date.now();
  const rows = [];
  const failedAt = at.failed ?? at.cancelled;
  const add = (name, parts) => rows.push({ name, parts: parts.filter((part) => part.till > part.from || part.kind === 'mark') });
  if (at.accepted) add('wait for a maker', [{ kind: 'wait', from: begin, till: at.fetch ?? failedAt ?? (ended ? begin : now) }]);
  for (const [name, next] of STEPS) {
    if (!at[name]) continue;
    const till = next.map((each) => at[each]).find((each) => each !== undefined) ?? failedAt ?? (ended ? at[name] : now);
    add(name.replace('_', ' '), [{ kind: 'work', from: at[name], till }]);
  }
  for (const [name, end, kind] of [['send', 'delivered', 'work'], ['upload', 'stored', 'upload']]) {
    if (!at.ready) continue;
    const till = at[end];
    const began = till === undefined ? undefined : till - (work[end] ?? 0);
    add(name, till === undefined ? [{ kind: 'wait', from: at.ready, till: ended ? at.ready : now }] : [{ kind: 'wait', from: at.ready, till: began }, { kind, from: began, till }]);
  }
  for (const event of view.events.filter((each) => ['outcome_unknown', 'failed', 'cancelled', 'replayed'].includes(each.moment))) {
    add(event.moment.replace('_', ' '), [{ kind: 'mark', from: new Date(event.at).getTime(), till: new Date(event.at).getTime() }]);
  }
  const end = Math.max(begin + 1, now, ...rows.flatMap((each) => each.parts.map((part) => part.till)));
  const x = (time) => Math.max(0, ((time - begin) / (end - begin)) * 1000);
  return make('div', {},
    make('div', { className: 'waterfall' }, rows.flatMap(({ name, parts }) => [
      make('span', {}, name),
      make('span', { className: 'number' }, parts.map((part) => (part.kind === 'mark' ? '' : `${part.kind === 'wait' ? 'wait ' : ''}${duration(part.till - part.from)}`)).filter(Boolean).join(', ') || '–'),
      draw('svg', { viewBox: '0 0 1000 18', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, draw('rect', { class: 'track', width: 1000, height: 18, rx: 3 }),
        parts.map((part) => draw('rect', { class: part.kind, x: x(part.from), y: 2, width: Math.max(3, x(part.till) - x(part.from)), height: 14, rx: 2 }))),
    ])),
    make('ul', { className: 'legend' }, [['wait', 'waits'], ['work', 'work'], ['upload', 'upload, beside the send']].map(([kind, words]) => make('li', {}, make('i', { className: kind }), words)), make('li', {}, `all: ${duration(end - begin)}`)));
}
