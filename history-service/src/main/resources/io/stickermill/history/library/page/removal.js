// Deletes a sticker after a time in which that can be undone.

import { remove } from './api.js';
import { say } from './toast.js';
import { t } from './words.js';

const UNDO_MS = 10_000;
let waiting = null;

/** @param on { hide(yes), gone() } */
export function removeSoon(id, on) {
  removeNow();
  on.hide(true);
  const away = say(t('deleted'), { ms: UNDO_MS, countdown: true, action: { id: 'undo', words: t('undo'), run: undo } });
  waiting = { id, on, away, timer: setTimeout(removeNow, UNDO_MS) };
}

export function undo() {
  if (!waiting) return;
  const { on, away, timer } = waiting;
  waiting = null;
  clearTimeout(timer);
  away();
  on.hide(false);
}

/** @param keepalive whether the page is about to go */
export async function removeNow({ keepalive = false } = {}) {
  if (!waiting) return;
  const { id, on, away, timer } = waiting;
  waiting = null;
  clearTimeout(timer);
  away();
  try {
    await remove(id, keepalive);
  } catch (error) {
    if (error.status !== 404) {
      on.hide(false);
      if (error.status !== 401) say(error.message, { bad: true });
      return;
    }
  }
  on.gone();
}

window.addEventListener('pagehide', () => removeNow({ keepalive: true }));
