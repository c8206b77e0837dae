// What a person asks of the bot. The answer comes in the chat.

import { act } from './api.js';
import { say } from './toast.js';
import { t } from './words.js';

const AGAIN_MS = [1_000, 3_000];
const open = new Map(); // the id of each request whose outcome is not known

/** @returns whether the bot has taken it */
export async function request(id, action, style) {
  const key = [id, action, style].join(' ');
  const request_id = open.get(key) ?? crypto.randomUUID();
  open.set(key, request_id);
  for (let tries = 0; ; tries++) {
    try {
      await act(id, { action, request_id, ...(style ? { style } : {}) });
      open.delete(key);
      say(t(`done_${action}`));
      return true;
    } catch (error) {
      if (error.status === 0 && tries < AGAIN_MS.length) {
        await new Promise((done) => setTimeout(done, AGAIN_MS[tries]));
        continue;
      }
      const lost = error.status === 0 || error.status >= 500 || error.status === 429;
      // It may have arrived all the same: pressed again, it is the same request.
      if (!lost) open.delete(key);
      if (error.status !== 401) say(error.message, { bad: true, ms: 10_000, action: lost ? { words: t('try_again'), run: () => request(id, action, style) } : null });
      return false;
    }
  }
}
