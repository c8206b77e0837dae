// Consumer groups: members, what each reads, how far it is; a stopped one's place is moved back.

import { code, link, make, put, table } from './dom.js';
import { post } from './api.js';
import { follow } from './live.js';
import { ask, failed, number } from './say.js';

export function groups(main) {
  const found = make('div', {});
  main.append(found, make('p', { className: 'hint' }, 'Commands: ', code('./stickermill topics'), ', ', code('./stickermill replay TOPIC --group GROUP --from TIME|OFFSET|beginning [--dry-run]')));
  const open = new Set();
  follow('groups', {}, (view) => {
    if (view.error) return put(found, failed(new Error(view.error)));
    put(found, view.groups.map((group) => look(group, open)));
  });
}

function look(group, open) {
  const lag = group.readings.reduce((sum, reading) => sum + reading.lag, 0);
  const remember = (name) => ({ open: open.has(name), on: { toggle: (event) => (event.target.open ? open.add(name) : open.delete(name)) } });
  const stopped = !group.members.length;
  return make('section', { className: 'panel', data: { group: group.id } },
    make('h2', {}, `${group.id} `, make('span', { className: 'badge', data: { tone: stopped ? 'bad' : 'good' } }, group.state.toLowerCase()), ` ${number(group.members.length)} member${group.members.length === 1 ? '' : 's'}, lag ${number(lag)}`),
    make('details', remember(`${group.id} members`), make('summary', {}, 'Members'),
      table(['client', 'host', 'reads'], group.members.map((member) => [member.client, member.host, reads(member.assigned)]))),
    make('details', remember(`${group.id} places`), make('summary', {}, 'Lag per partition'),
      group.readings.map((reading) => table(['partition', 'place', 'end', 'lag'], reading.places.map((place) => [place.partition, place.committed ?? '–', number(place.end), number(place.lag)]), { caption: reading.topic, numbers: [0, 1, 2, 3] }))),
    table(['topic', 'lag', ''], group.readings.filter((reading) => !/\.retry-/.test(reading.topic) || reading.lag).map((reading) => [
      link(`#/topics/${encodeURIComponent(reading.topic)}`, reading.topic), number(reading.lag),
      make('button', { type: 'button', disabled: !stopped, title: stopped ? '' : 'Only of a stopped group', on: { click: (event) => reset(group, reading, event.target) } }, 'Read again …'),
    ]), { numbers: [1] }));
}

// sticker-ready-0, sticker-ready-1 .. as sticker-ready 0-1
function reads(assigned) {
  const topics = Map.groupBy(assigned, (each) => each.replace(/-\d+$/, ''));
  return [...topics].map(([topic, partitions]) => `${topic} (${partitions.map((each) => each.split('-').at(-1)).join(' ')})`).join(', ') || 'nothing';
}

async function reset(group, reading, button) {
  const from = make('input', { value: 'beginning', placeholder: 'beginning, an offset, or 2026-01-31T03:00:00Z' });
  if (!await ask(`Let ${group.id} read ${reading.topic} again`, 'Count first', 'Its place is moved back, never forward. Nothing is changed yet: first is counted what it would read once more.', make('label', {}, 'From', from))) return;
  const address = `/api/groups/${encodeURIComponent(group.id)}/reset`;
  try {
    const plan = await post(address, { topic: reading.topic, from: from.value.trim(), dryRun: true });
    const again = make('input', { type: 'checkbox' });
    const go = await ask(`${number(plan.records)} records would be read once more`, 'Move its place',
      table(['partition', 'from', 'to', 'records'], plan.ranges.map((range) => [range.partition, range.from, range.to, number(range.records)]), { numbers: [0, 1, 2, 3] }),
      plan.sendsToPeople ? make('label', { className: 'check' }, again, 'This group sends to people, and that is meant (--send-again)') : null);
    if (!go) return;
    const done = await post(address, { topic: reading.topic, from: from.value.trim(), dryRun: false, sendAgain: again.checked });
    await ask(`Done: ${number(done.records)} records are read once more`, 'Good', 'They are read as soon as the group runs: start its service.');
  } catch (error) {
    await ask('That was not done', 'Close', failed(error));
  }
  button.blur();
}
