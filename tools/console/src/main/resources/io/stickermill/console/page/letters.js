// Dead letters, by topic and cause: looked at, replayed, discarded.

import { code, link, make, put, table } from './dom.js';
import { get, post } from './api.js';
import { follow } from './live.js';
import { ago, ask, failed, moment, number, size } from './say.js';
import { plain } from './topics.js';

const chosen = new Set();

export function deadLetters(main) {
  const results = make('section', { className: 'panel', hidden: true, aria: { live: 'polite' } });
  const found = make('section', {});
  const buttons = make('div', { className: 'panel actions' });
  chosen.clear();
  const acting = () => {
    const none = chosen.size === 0;
    buttons.replaceChildren(
      make('button', { type: 'button', className: 'primary', id: 'replay', disabled: none, on: { click: () => replay([...chosen], results) } }, `Replay ${chosen.size || ''}`),
      make('button', { type: 'button', className: 'danger', id: 'discard', disabled: none, on: { click: () => discard([...chosen], results) } }, `Discard ${chosen.size || ''}`),
      make('span', { className: 'hint' }, none ? 'Choose letters below.' : `${chosen.size} chosen.`));
  };
  acting();
  main.append(buttons, results, found, make('p', { className: 'hint' }, 'Commands: ', code('./stickermill dlt list'), ', ', code('dlt show'), ', ', code('dlt replay'), ', ', code('dlt discard')));
  follow('dead-letters', {}, (view) => {
    if (view.error) return put(found, failed(new Error(view.error)));
    const there = new Set(view.letters.map((letter) => letter.id));
    [...chosen].filter((id) => !there.has(id)).forEach((id) => chosen.delete(id));
    acting();
    if (!view.letters.length) return put(found, make('p', { className: 'panel hint' }, 'No dead letters.'));
    const groups = Map.groupBy(view.letters, (letter) => `${letter.id.replace(/-\d+-\d+$/, '')}\n${cause(letter.cause)}`);
    put(found, view.onlyNewest ? make('p', { className: 'panel hint' }, 'Very many lie there: only those of the last hour are shown. ', code('./stickermill dlt list'), ' lists all.') : null, [...groups].map(([name, letters]) => section(name.split('\n'), letters, acting)),
      view.all > view.letters.length ? make('p', { className: 'hint' }, `The newest ${view.letters.length} of ${view.all}.`) : null);
  });
}

// Ids and numbers differ from letter to letter: the cause is the same.
const cause = (text) => text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '…').replace(/\d+/g, '#').slice(0, 160);

function section([topic, words], letters, changed) {
  const all = make('input', { type: 'checkbox', ariaLabel: `All ${letters.length} of this cause`, checked: letters.every((letter) => chosen.has(letter.id)), on: { change: (event) => {
    letters.forEach((letter) => (event.target.checked ? chosen.add(letter.id) : chosen.delete(letter.id)));
    event.target.closest('section').querySelectorAll('tbody input').forEach((box) => { box.checked = event.target.checked; });
    changed();
  } } });
  return make('section', { className: 'panel', data: { topic } },
    make('h2', {}, `${topic}: ${number(letters.length)} `), make('p', { className: 'error' }, words),
    make('label', { className: 'check' }, all, 'all of this cause'),
    table(['', 'letter', 'given up', 'attempts', 'job', 'fails at', 'replayed'], letters.map((letter) => [
      make('input', { type: 'checkbox', checked: chosen.has(letter.id), ariaLabel: `Choose ${letter.id}`, on: { change: (event) => {
        if (event.target.checked) chosen.add(letter.id); else chosen.delete(letter.id);
        changed();
      } } }),
      link(`#/dead-letters/${encodeURIComponent(letter.id)}`, letter.id, 'mono'), ago(letter.at), letter.attempts ?? '–',
      letter.job ? link(`#/jobs/${encodeURIComponent(letter.job)}`, letter.job.slice(0, 8), 'mono') : '–', letter.stackLine ?? '–', letter.replayedAt ? ago(letter.replayedAt) : '–',
    ])));
}

async function replay(ids, results) {
  const again = make('input', { type: 'checkbox' });
  if (!await ask(`Replay ${ids.length}?`, 'Replay', 'Each goes to the group that has failed with it, key and bytes as they were, and to no other. What has had its effect meanwhile has it only once. Mend the cause first.', make('label', { className: 'check' }, again, 'also what was replayed before'))) return;
  await act('replay', { ids, again: again.checked }, results, watch);
}

async function discard(ids, results) {
  if (!await ask(`Discard ${ids.length}?`, 'Discard', 'They are listed no more, and nothing is done with them. Their bytes stay in the topic until it forgets them; `dlt list --id` still finds each.')) return;
  await act('discard', { ids }, results, () => {});
}

async function act(how, body, results, then) {
  results.hidden = false;
  results.replaceChildren(make('h2', {}, how === 'replay' ? 'Replays' : 'Discarded'));
  try {
    const done = await post(`/api/dead-letters/${how}`, body);
    done.results.forEach((result) => {
      const words = make('span', {}, result.error ? `not done: ${result.error}` : how === 'replay' ? 'replayed, not read yet' : 'discarded');
      results.append(make('p', { data: { letter: result.id } }, code(result.id), ' ', words));
      if (!result.error) chosen.delete(result.id);
      if (!result.error) then(result, words);
    });
  } catch (error) {
    results.append(failed(error));
  }
}

/** Until a replay is seen to have gone through, or has come back. */
async function watch({ id, lies }, words, tries = 0) {
  try {
    const outcome = await get(`/api/dead-letters/${encodeURIComponent(id)}/outcome?lies=${encodeURIComponent(lies)}`);
    const said = outcome.back ? `FAILED again: ${outcome.back.cause} (${outcome.back.id})`
      : outcome.read ? `read by its group, and has not come back${outcome.job ? `; its job: ${outcome.job}` : ''}` : 'replayed, not read yet';
    words.textContent = said;
    words.className = outcome.back ? 'error' : '';
    const over = outcome.back || (outcome.read && ['delivered', 'cancelled'].includes(outcome.job)) || tries > 60;
    if (!over && document.contains(words)) setTimeout(() => watch({ id, lies }, words, tries + 1), 2_000);
  } catch (error) {
    words.textContent = error.message;
  }
}

export async function deadLetter(main, id) {
  const results = make('section', { className: 'panel', hidden: true, aria: { live: 'polite' } });
  main.append(make('p', { className: 'hint' }, 'Reading …'));
  try {
    const found = await get(`/api/dead-letters/${encodeURIComponent(id)}`);
    const letter = found.letter;
    main.replaceChildren(
      make('section', { className: 'panel' }, make('h2', {}, 'Dead letter ', code(letter.id)), make('p', { className: 'error' }, letter.cause),
        make('dl', { className: 'facts' }, [['group', letter.group], ['given up', `${moment(letter.at)}, ${ago(letter.at)}`], ['was', letter.from], ['attempts', letter.attempts], ['key', letter.key], ['size', size(letter.size)], ['replayed', letter.replayedAt && ago(letter.replayedAt)]]
          .filter(([, value]) => value).flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]),
        letter.job ? [make('dt', {}, 'job'), make('dd', {}, link(`#/jobs/${encodeURIComponent(letter.job)}`, letter.job))] : []),
        make('div', { className: 'actions' }, make('button', { type: 'button', className: 'primary', on: { click: () => replay([letter.id], results) } }, 'Replay'),
          make('button', { type: 'button', className: 'danger', on: { click: () => discard([letter.id], results) } }, 'Discard'))),
      results,
      make('section', { className: 'panel' }, make('h2', {}, 'Record'), make('pre', {}, typeof found.value === 'string' || found.value === null ? plain(found.value) : JSON.stringify(found.value, null, 2)),
        typeof found.value === 'string' ? make('pre', {}, found.text) : null,
        make('h3', {}, 'Headers'), make('dl', { className: 'facts' }, Object.entries(found.headers).flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, plain(value))]))),
      found.stack ? make('section', { className: 'panel' }, make('h2', {}, 'Stack'), make('pre', {}, found.stack)) : '',
      make('p', { className: 'hint' }, 'Command: ', code(`./stickermill dlt show ${letter.id}`)));
  } catch (error) {
    main.replaceChildren(failed(error));
  }
}
