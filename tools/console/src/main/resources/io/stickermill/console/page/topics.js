// Topics, their records from anywhere, and the versions of their schemas.

import { code, link, make, put, table } from './dom.js';
import { get } from './api.js';
import { follow } from './live.js';
import { ago, failed, moment, number, size } from './say.js';

export function topics(main) {
  const found = make('section', { className: 'panel' });
  const idle = make('input', { type: 'checkbox', id: 'idle' });
  let last = null;
  const show = (view) => {
    last = view;
    if (view.error) return put(found, failed(new Error(view.error)));
    const listed = view.topics.filter((each) => idle.checked || each.records > 0 || each.purpose);
    put(found, make('h2', {}, 'Topics'), table(['topic', 'partitions', 'records', 'a minute', 'says'], listed.map((each) => [
      link(`#/topics/${encodeURIComponent(each.name)}`, each.name), number(each.partitions), number(each.records), number(each.perMinute), each.purpose,
    ]), { numbers: [1, 2, 3] }));
  };
  idle.addEventListener('change', () => last && show(last));
  main.append(make('div', { className: 'panel row' }, make('label', { className: 'check' }, idle, 'also empty ones of groups')), found,
    make('p', { className: 'hint' }, 'Command: ', code('./stickermill topics'), ', ', code('./stickermill topics tail TOPIC')));
  follow('topics', {}, show);
}

export function topic(main, name, query) {
  const field = (label, key, properties = {}) => [label, key, make('input', { name: key, value: query.get(key) ?? '', autocomplete: 'off', ...properties })];
  const from = make('select', { name: 'kind' }, ['end', 'beginning', 'offset', 'time'].map((each) => make('option', { value: each }, each)));
  const given = query.get('from') ?? 'end';
  from.value = ['end', 'beginning'].includes(given) ? given : /^[\d:,]+$/.test(given) ? 'offset' : 'time';
  const place = make('input', { name: 'place', value: ['end', 'beginning'].includes(given) ? '' : given, placeholder: '4711, or 2026-01-31T03:00:00Z' });
  const fields = [field('Partition', 'partition', { inputMode: 'numeric', placeholder: 'all' }), field('Key (the chat)', 'key'), field('Text in it', 'text')];
  const records = make('section', { className: 'panel' });
  const schemas = make('section', { className: 'panel' });
  const form = make('form', { className: 'panel row', on: { submit: (event) => {
    event.preventDefault();
    const wanted = new URLSearchParams();
    const start = ['end', 'beginning'].includes(from.value) ? from.value : place.value.trim();
    if (start) wanted.set('from', start);
    fields.forEach(([, key, input]) => input.value.trim() && wanted.set(key, input.value.trim()));
    const hash = `#/topics/${encodeURIComponent(name)}?${wanted}`;
    if (location.hash === hash) read();
    else location.hash = hash;
  } } },
  make('label', {}, 'From', from), make('label', {}, 'Offset or time', place), fields.map(([label, , input]) => make('label', {}, label, input)), make('button', { className: 'primary' }, 'Read'));
  main.append(make('h2', {}, name), form, records, schemas, make('p', { className: 'hint' }, 'Command: ', code(`./stickermill topics tail ${name}`)));

  const read = async (next) => {
    put(records, make('p', { className: 'hint' }, 'Reading …'));
    try {
      const wanted = new URLSearchParams(query);
      if (next) wanted.set('from', next);
      const page = await get(`/api/topics/${encodeURIComponent(name)}/records?${wanted}`);
      const shown = given === 'end' && !next ? page.records.toReversed() : page.records;
      records.replaceChildren(
        make('h2', {}, `${shown.length} records`),
        make('p', { className: 'hint' }, `${number(page.looked)} were read${page.atEnd ? ', up to the end' : ''}.`),
        ...shown.map(record),
        page.atEnd ? '' : make('button', { type: 'button', on: { click: () => read(page.next) } }, 'Go on from there'));
    } catch (error) {
      put(records, failed(error));
    }
  };
  read();
  get(`/api/topics/${encodeURIComponent(name)}/schemas`).then(({ versions }) => put(schemas, make('h2', {}, 'Schema'), ...versionList(versions)), (error) => put(schemas, failed(error)));
}

/** One record; what is in it is text, whoever wrote it. */
export function record(each) {
  const id = `${each.topic}-${each.partition}-${each.offset}`;
  const job = typeof each.headers.job_id === 'string' ? each.headers.job_id : null;
  const details = make('details', { data: { record: id } }, make('summary', {}, code(`${each.partition}:${each.offset}`), ' ', make('span', { className: 'muted' }, `${moment(each.timestamp)}, ${ago(each.timestamp)}, `), `key ${plain(each.key)}`, make('span', { className: 'muted' }, `, ${size(each.size)}`)));
  // Pictures are fetched when somebody looks.
  details.addEventListener('toggle', () => {
    if (!details.open || details.children.length > 1) return;
    details.append(...[
      job && /^[0-9a-f-]{36}$/i.test(job) ? make('p', {}, link(`#/jobs/${job}`, 'its job')) : '',
      ...each.images.map((name) => make('figure', {}, make('img', { className: 'sticker', alt: name, src: `/api/records/${encodeURIComponent(id)}/image?${new URLSearchParams({ field: name })}` }), make('figcaption', { className: 'hint' }, name))),
      make('h3', {}, 'Headers'), make('dl', { className: 'facts' }, Object.entries(each.headers).flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, plain(value))])),
      make('h3', {}, 'Value'), make('pre', {}, typeof each.value === 'string' ? each.value : JSON.stringify(each.value, null, 2))]);
  });
  return details;
}

export const plain = (value) => (typeof value === 'string' ? value : value === null ? 'none' : JSON.stringify(value));

function versionList(versions) {
  if (!versions.length) return [make('p', { className: 'hint' }, 'The registry knows none: a group\'s own topic carries bytes as they were.')];
  return versions.map((version, i) => make('details', {}, make('summary', {}, `Version ${version.version} `, make('span', { className: 'muted' }, moment(version.registeredAt))),
    i ? differences(versions[i - 1].schema, version.schema) : null, make('pre', {}, JSON.stringify(version.schema, null, 2)))).toReversed();
}

/** Field by field; nested records by their path. */
function differences(before, after) {
  const [old, fresh] = [flat(before), flat(after)];
  const lines = [];
  for (const [path, text] of fresh) if (!old.has(path)) lines.push(['added', `${path}: ${text}`]);
  else if (old.get(path) !== text) lines.push(['changed', `${path}: ${old.get(path)} → ${text}`]);
  for (const [path, text] of old) if (!fresh.has(path)) lines.push(['removed', `${path}: ${text}`]);
  return lines.length ? make('ul', { className: 'diff' }, lines.map(([kind, text]) => make('li', { className: kind }, text))) : make('p', { className: 'hint' }, 'No field differs: only words or enumerations do.');
}

function flat(schema, path = '', into = new Map()) {
  for (const each of schema.fields ?? []) {
    const name = path ? `${path}.${each.name}` : each.name;
    into.set(name, `${JSON.stringify(each.type, (key, value) => (key === 'doc' ? undefined : value))}${'default' in each ? ` = ${JSON.stringify(each.default)}` : ''}`);
  }
  return into;
}
