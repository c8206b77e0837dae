// Backfills as they go, paused and resumed; what came of them.

import { code, draw, make, put, table } from './dom.js';
import { get, post } from './api.js';
import { follow } from './live.js';
import { ago, ask, failed, number } from './say.js';

const TONES = { running: 'live', planning: 'live', finished: 'good', paused: 'wait', cancelled: '', failed: 'bad' };
const STEERS = { running: ['pause', 'cancel'], planning: ['pause', 'cancel'], paused: ['resume', 'cancel'] };
const MEANS = { pause: 'It stops within seconds; what is begun is finished. Resume goes on.', resume: 'It goes on where it stopped.', cancel: 'It ends; what is done stays done.' };

export function backfills(main) {
  const found = make('div', {});
  main.append(found, make('p', { className: 'hint' }, 'Commands: ', code('./stickermill backfill runs'), ', ', code('backfill pause|resume|cancel|report RUN'), '; a run is begun with ', code('backfill stickers --dry-run'), ' or on backfill\'s own page.'));
  follow('backfills', {}, (view) => {
    if (view.error) return put(found, failed(new Error(view.error)));
    const runs = Array.isArray(view.runs) ? view.runs : view.runs.runs ?? [];
    put(found, runs.length ? runs.map(look) : make('p', { className: 'panel hint' }, 'No run yet.'));
  });
}

function look(run) {
  const counts = Object.entries(run.outcomes ?? {}).filter(([, count]) => typeof count === 'number');
  const width = run.planned ? Math.min(1, run.ended / run.planned) * 1000 : 0;
  return make('section', { className: 'panel', data: { run: run.id } },
    make('h2', {}, `${run.source} `, make('span', { className: 'badge', data: { tone: TONES[run.state] ?? '' } }, run.state), ` ${number(run.ended ?? 0)} of ${number(run.planned ?? 0)}`),
    make('p', { className: 'hint' }, code(run.id), run.started_at ? `, started ${ago(run.started_at)}` : ''),
    make('div', { className: 'bar' }, draw('svg', { viewBox: '0 0 1000 12', preserveAspectRatio: 'none', role: 'img', 'aria-label': `${run.ended ?? 0} of ${run.planned ?? 0}` }, draw('rect', { class: 'done', width, height: 12 }))),
    counts.length ? table(['outcome', 'items'], counts.map(([name, count]) => [name, number(count)]), { numbers: [1] }) : null,
    make('div', { className: 'actions' }, (STEERS[run.state] ?? []).map((how) => make('button', { type: 'button', className: how === 'cancel' ? 'danger' : '', on: { click: () => steer(run, how) } }, how[0].toUpperCase() + how.slice(1))),
      make('button', { type: 'button', on: { click: () => report(run) } }, 'Report')));
}

async function steer(run, how) {
  if (!await ask(`${how[0].toUpperCase() + how.slice(1)} this run?`, how[0].toUpperCase() + how.slice(1), MEANS[how], code(run.id))) return;
  try {
    await post(`/api/backfills/${run.id}/${how}`, {});
  } catch (error) {
    await ask('That was not done', 'Close', failed(error));
  }
}

async function report(run) {
  try {
    const found = await get(`/api/backfills/${run.id}/report`);
    await ask('Report', 'Close', make('pre', {}, JSON.stringify(found, null, 2)));
  } catch (error) {
    await ask('There is no report', 'Close', failed(error));
  }
}
