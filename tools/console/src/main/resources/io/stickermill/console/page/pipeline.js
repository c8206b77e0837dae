// The flow as a picture, red where it hurts, and what each step takes.

import { draw, link, make, put, table } from './dom.js';
import { follow } from './live.js';
import { duration, failed, number } from './say.js';

// [what, title, kind, column, row, narrow line, narrow slot]; the picture stands on a narrow window, and lies on a wide one.
const NODES = [
  ['gateway', 'gateway', 'service', 0, 0, 0, 0],
  ['photo-requests', 'photo-requests', 'topic', 1, 0, 1, 0],
  ['generation', 'generation', 'service', 2, 0, 2, 0],
  ['generation-progress', 'generation-progress', 'topic', 3, 1, 3, 1],
  ['sticker-ready', 'sticker-ready', 'topic', 3, 0, 3, 0],
  ['delivery-telegram', 'delivery: send', 'service', 4, 0, 4, 0],
  ['delivery-storage', 'delivery: upload', 'service', 4, 1, 4, 1],
  ['sticker-delivered', 'sticker-delivered', 'topic', 5, 0, 5, 0],
  ['sticker-stored', 'sticker-stored', 'topic', 5, 1, 5, 1],
  ['history', 'history', 'service', 6, 0, 6, 0],
  ['chat-replies', 'chat-replies', 'topic', 1, 1, 1, 1],
  ['set-requests', 'set-requests', 'topic', 3, 2, 9, 0],
  ['delivery-sets', 'delivery: sets', 'service', 4, 2, 9, 1],
  ['backfill-requests', 'backfill-requests', 'topic', 0, 2, 7, 0],
  ['backfill', 'backfill', 'service', 1, 2, 7, 1],
  ['backfill-results', 'backfill-results', 'topic', 2, 2, 8, 0],
];

const EDGES = [
  ['gateway', 'photo-requests'], ['photo-requests', 'generation'], ['generation', 'sticker-ready'], ['generation', 'generation-progress'],
  ['sticker-ready', 'delivery-telegram'], ['sticker-ready', 'delivery-storage'], ['generation-progress', 'delivery-telegram'],
  ['delivery-telegram', 'sticker-delivered'], ['delivery-storage', 'sticker-stored'],
  ['sticker-delivered', 'history'], ['sticker-stored', 'history'], ['gateway', 'chat-replies'],
  ['set-requests', 'delivery-sets'],
  ['backfill-requests', 'backfill'], ['backfill', 'backfill-results'],
];

// The service that a group is part of, for its processes.
const service = (group) => group.split('-')[0];

export function pipeline(main) {
  const troubles = make('ul', { className: 'troubles', aria: { live: 'polite', label: 'What hurts' } });
  const picture = make('section', { className: 'panel', aria: { label: 'The flow' } });
  const queue = make('section', { className: 'panel' });
  const steps = make('section', { className: 'panel' });
  const groups = make('section', { className: 'panel' });
  const topics = make('section', { className: 'panel' });
  main.append(troubles, picture, make('div', { className: 'columns' }, steps, queue), make('div', { className: 'columns' }, groups, topics));
  let last = null;
  const show = (view) => {
    last = view;
    if (view.error) {
      put(troubles, make('li', {}, failed(new Error(view.error))));
      return;
    }
    put(troubles, view.troubles.length
      ? view.troubles.map((trouble) => make('li', {}, link(trouble.page, trouble.words)))
      : make('li', {}, make('p', { className: 'well' }, 'Nothing hurts: every group reads, nothing is late.')));
    put(picture, flow(view));
    put(queue, make('h2', {}, 'Photos under way'), underWay(view.queue), make('h2', {}, 'Processes'), processes(view.parts));
    put(steps, make('h2', {}, 'Steps, the last 10 minutes'), stepTable(view.steps));
    put(groups, make('h2', {}, 'Groups that are behind'), behind(view.groups));
    put(topics, make('h2', {}, 'Busy topics'), busy(view.topics));
  };
  follow('pipeline', {}, show);
  // The picture turns when the window does.
  const narrow = matchMedia('(max-width: 760px)');
  narrow.onchange = () => last && main.contains(picture) && show(last);
}

function flow(view) {
  const stands = matchMedia('(max-width: 760px)').matches;
  const width = stands ? 168 : 158;
  const height = 74;
  const step = stands ? [186, 98] : [180, 108];
  const place = (node) => (stands ? [node[6] * step[0] + 4, node[5] * step[1] + 4] : [node[3] * step[0] + 4, node[4] * step[1] + 4]);
  const box = stands ? [362, (Math.max(...NODES.map((node) => node[5])) + 1) * step[1] - 12] : [7 * step[0] - 14, 3 * step[1] - 20];
  const at = Object.fromEntries(NODES.map((node) => [node[0], place(node)]));
  const hurting = new Set(view.troubles.map((trouble) => trouble.where));
  const edges = EDGES.map(([from, to]) => draw('path', { d: curve(at[from], at[to], width, height, stands), 'marker-end': 'url(#arrow)' }));
  return draw('svg', { class: 'flow', viewBox: `0 0 ${box[0]} ${box[1]}`, role: 'group', 'aria-label': 'Services and topics, in the order in which a photo goes through them' },
    draw('defs', {}, draw('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse' },
      draw('path', { d: 'M0 0 8 4 0 8z' }))),
    edges, NODES.map((node) => box_(node, at[node[0]], width, height, view, hurting)));
}

function curve([x1, y1], [x2, y2], width, height, stands) {
  if (y1 === y2 || (!stands && x1 < x2)) {
    const [a, b] = [x1 + width, x2 - 2];
    const [c, d] = [y1 + height / 2, y2 + height / 2];
    return `M${a} ${c}C${(a + b) / 2} ${c} ${(a + b) / 2} ${d} ${b} ${d}`;
  }
  const [a, b] = [x1 + width / 2, x2 + width / 2];
  const [c, d] = [y1 + height, y2 - 2];
  return `M${a} ${c}C${a} ${(c + d) / 2} ${b} ${(c + d) / 2} ${b} ${d}`;
}

function box_([id, title, kind], [x, y], width, height, view, hurting) {
  const lines = kind === 'topic' ? topicLines(id, view) : serviceLines(id, view);
  const bad = hurting.has(id) || (kind === 'service' && view.troubles.some((trouble) => trouble.where === service(id) || trouble.where.startsWith(`${service(id)}-`) && trouble.where === id));
  const href = kind === 'topic' ? `#/topics/${id}` : bad ? (view.troubles.find((trouble) => trouble.where === id)?.page ?? '#/groups') : '#/groups';
  return draw('a', { href, 'aria-label': `${title}: ${lines.join(', ')}${bad ? ', hurts' : ''}` },
    draw('g', { class: `node ${kind}`, 'data-node': id, 'data-bad': bad ? 'yes' : null, transform: `translate(${x} ${y})` },
      draw('rect', { width, height, rx: kind === 'service' ? 6 : 26 }),
      draw('text', { class: 'title', x: width / 2, y: 23, 'text-anchor': 'middle' }, title),
      lines.map((line, i) => draw('text', { class: 'small', x: width / 2, y: 43 + i * 18, 'text-anchor': 'middle' }, line))));
}

function topicLines(id, view) {
  const topic = view.topics.find((each) => each.name === id);
  if (!topic) return ['is not there'];
  const readings = view.groups.flatMap((group) => group.readings.filter((reading) => reading.topic === id));
  const lag = Math.max(0, ...readings.map((reading) => reading.lag));
  const oldest = Math.max(0, ...readings.map((reading) => reading.oldestMs ?? 0));
  return [`${number(topic.perMinute)} a minute`, lag ? `${number(lag)} unread, ${duration(oldest)}` : 'all read'];
}

function serviceLines(id, view) {
  const parts = view.parts.filter((part) => part.name === service(id) || new RegExp(`^${service(id)}-\\d+$`).test(part.name));
  const group = view.groups.find((each) => each.id === id) ?? view.groups.find((each) => each.id === `${id}-cache`);
  const processes = parts.length
    ? `${parts.filter((part) => part.state === 'ready').length} of ${parts.length} ready`
    : `${number(new Set(group?.members ?? []).size)} members`;
  if (id === 'generation' && view.queue.waiting !== undefined) {
    return [processes, `${number(view.queue.working)} made, ${number(view.queue.waiting + view.queue.aside)} wait`];
  }
  if (id === 'delivery-telegram' && view.queue.sending !== undefined) return [processes, `${number(view.queue.sending)} being sent`];
  const lag = group?.readings.reduce((sum, reading) => sum + reading.lag, 0) ?? 0;
  return [processes, lag ? `${number(lag)} to read` : 'idle'];
}

function underWay(queue) {
  if (queue.waiting === undefined) return make('p', { className: 'hint' }, 'The database does not answer.');
  return make('dl', { className: 'facts' },
    fact('wait for a maker', queue.waiting), fact('are being made', queue.working), fact('wait for another try', queue.aside),
    fact('made, not delivered', queue.sending), fact('calls that Telegram holds', queue.holds),
    make('dt', {}, 'all of them'), make('dd', {}, link('#/waiting', 'which, where and why')));
}

const fact = (name, value) => [make('dt', {}, name), make('dd', {}, number(value))];

function processes(parts) {
  if (!parts.length) return make('p', { className: 'hint' }, 'No supervisor is known here: see the members of the groups.');
  return table(['process', 'state', 'restarts', 'says'], parts.map((part) => ({
    bad: part.state !== 'ready',
    cells: [part.name, part.state, number(part.restarts), part.state === 'ready' ? part.limits ?? '' : part.reason ?? ''],
  })), { numbers: [2] });
}

function stepTable(steps) {
  if (!steps.length) return make('p', { className: 'hint' }, 'No photo came within the last 10 minutes.');
  return table(['step', 'photos', 'half within', '95 % within'], steps.map((step) => [
    make('span', {}, step.name, ' ', step.waits ? make('span', { className: 'badge', data: { tone: 'wait' } }, 'wait') : ''), number(step.jobs), duration(step.p50), duration(step.p95),
  ]), { numbers: [1, 2, 3] });
}

function behind(groups) {
  const rows = groups.flatMap((group) => group.readings.filter((reading) => reading.lag > 0)
    .map((reading) => [group.id, link(`#/topics/${reading.topic}`, reading.topic), number(reading.lag), duration(reading.oldestMs)]));
  return rows.length ? table(['group', 'topic', 'lag', 'oldest'], rows, { numbers: [2, 3] }) : make('p', { className: 'hint' }, 'None.');
}

function busy(topics) {
  const rows = topics.filter((topic) => topic.perMinute > 0).sort((a, b) => b.perMinute - a.perMinute)
    .map((topic) => [link(`#/topics/${topic.name}`, topic.name), number(topic.perMinute), number(topic.records)]);
  return rows.length ? table(['topic', 'a minute', 'records'], rows, { numbers: [1, 2] }) : make('p', { className: 'hint' }, 'Nothing came within the last minute.');
}
