// A copy of all that is kept of the person: asked for, waited for, and handed to the browser.

import * as api from './api.js';
import { $ } from './dom.js';
import { say } from './toast.js';
import { t } from './words.js';

const LOOK_MS = 1_000;
const PATIENCE_MS = 90_000;

let busy = false;

export async function copy() {
  if (busy) return;
  busy = true;
  $('copy').setAttribute('aria-busy', 'true');
  say(t('copy_begun'));
  try {
    let state = await api.beginExport();
    const until = Date.now() + PATIENCE_MS;
    while (!state.ready && Date.now() < until) {
      await new Promise((then) => setTimeout(then, LOOK_MS));
      state = await api.exported(state.id);
    }
    if (!state.ready) throw new Error(t('copy_late'));
    // Answered as a file to keep: the page stays.
    location.assign(api.exportFile(state.id));
  } catch (error) {
    say(error.message, { bad: true });
  } finally {
    busy = false;
    $('copy').removeAttribute('aria-busy');
  }
}
