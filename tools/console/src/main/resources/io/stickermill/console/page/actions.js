// What was done from this page, and by whom.

import { make, put, table } from './dom.js';
import { follow } from './live.js';
import { failed, moment } from './say.js';

export function actions(main) {
  const found = make('section', { className: 'panel' });
  main.append(found);
  follow('actions', {}, (view) => {
    if (view.error) return put(found, failed(new Error(view.error)));
    put(found, make('h2', {}, 'What was done here, and by whom'), view.actions.length
      ? table(['at (UTC)', 'who', 'command that does the same', 'outcome'], view.actions.map((each) => [moment(each.at), each.who, make('code', {}, each.action), each.outcome]))
      : make('p', { className: 'hint' }, 'Nothing yet.'));
  });
}
