// Pictures that other people's models make: how each stands, and what they cost by day and provider.

import { code, draw, link, make, put, table } from './dom.js';
import { follow } from './live.js';
import { ago, duration, failed, number } from './say.js';

const WHICH = [['all', 'All'], ['open', 'On their way'], ['failed', 'Without a picture']];
const TONES = { intended: 'wait', running: 'live', succeeded: 'good', failed: 'bad', unknown: 'bad', cancelled: '' };

const dollars = (sum) => `$${Number(sum).toFixed(4).replace(/0{1,2}$/, '')}`;

export function generations(main, wanted) {
  const which = WHICH.some(([id]) => id === wanted.get('which')) ? wanted.get('which') : 'all';
  const costs = make('section', { className: 'panel' });
  const found = make('section', { className: 'panel' });
  main.append(costs, make('nav', { className: 'actions', aria: { label: 'Which' } }, WHICH.map(([id, title]) => make('a', { href: `#/generations?which=${id}`, aria: id === which ? { current: 'page' } : {} }, title))),
    found, make('p', { className: 'hint' }, 'Commands: ', code('./stickermill generations list|show|costs'), ', ', code('generations sync'), ' and ', code('backfill previews'), ' for what is missing, ', code('generations cancel ID'), '.'));
  follow('generations', { which }, (view) => {
    if (view.error) {
      put(costs);
      return put(found, failed(new Error(view.error)));
    }
    put(costs, make('h2', {}, `Costs of two weeks: ${dollars(view.costs.total)}`), ...days(view.costs.days));
    put(found, make('h2', {}, WHICH.find(([id]) => id === which)[1]), view.generations.length
      ? table(['picture', 'style', 'state', 'ordered', 'price', 'time', 'prompt', 'job'], view.generations.map(row), { numbers: [4] })
      : make('p', { className: 'hint' }, which === 'all' ? 'None yet. Styles of other people\u2019s models are set in a file: docs/remote-styles.md.' : 'None.'));
  });
}

/** A bar a day and provider, as long as its cost beside the dearest. */
function days(list) {
  if (!list.length) return [make('p', { className: 'hint' }, 'Nothing was ordered.')];
  const most = Math.max(...list.map((day) => Number(day.cost)), 0);
  return [table(['day (UTC)', 'provider', 'ordered', 'made', 'cost', ''], list.map((day) => [
    make('span', { className: 'whole' }, day.day), day.provider, number(day.orders), number(day.succeeded), dollars(day.cost),
    draw('svg', { class: 'cost', viewBox: '0 0 1000 12', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, draw('rect', { width: most ? (Number(day.cost) / most) * 1000 : 0, height: 12, rx: 3 })),
  ]), { numbers: [2, 3, 4] })];
}

function row(one) {
  const times = [['queue', one.queue_ms], ['run', one.run_ms], ['copy', one.copy_ms]].filter(([, ms]) => ms !== undefined && ms !== null);
  return {
    bad: one.status === 'failed' || one.status === 'unknown',
    cells: [
      one.thumbnail ? make('img', { className: 'thumbnail', src: `/api/generations/${one.generation_id}/thumbnail`, alt: one.kind === 'video' ? 'First picture of the video' : 'The picture', width: 56, height: 56, loading: 'lazy' }) : '–',
      make('span', {}, one.style, make('br'), make('span', { className: 'muted' }, `${one.provider} ${one.model}`)),
      make('span', {}, make('span', { className: 'badge', data: { tone: TONES[one.status] ?? '' } }, one.status.replace('_', ' ')), one.reason ? ` ${one.reason.toLowerCase()}: ${one.detail ?? ''}` : ''),
      ago(one.created_at),
      one.paid ? dollars(one.price) : 'not paid',
      times.length ? times.map(([name, ms]) => `${name} ${duration(ms)}`).join(', ') : '–',
      one.prompt,
      link(`#/jobs/${one.job_id}`, one.number > 1 ? `try ${one.number}` : 'job'),
    ],
  };
}
