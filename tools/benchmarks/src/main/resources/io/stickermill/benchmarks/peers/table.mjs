// The queue as a table that is asked every two seconds. While there is work it is asked again at once: only who finds
// nothing waits.
import { setTimeout as pause } from 'node:timers/promises';
import { database } from './database.mjs';

const POLL = 2000;
const ATTEMPTS = 3;

const TAKE = `
  update jobs set state = 'working', attempts = attempts + 1, taken_at = now()
  where id in (select id from jobs where state = 'waiting' order by id limit $1 for update skip locked)
  returning id, chat, "user", message, file, attempts`;

export async function enqueue({ chat, user, message, file }) {
  await database.query(
    'insert into jobs (chat, "user", message, file) values ($1, $2, $3, $4) on conflict (chat, message) do nothing',
    [chat, user, message, file]);
}

export async function work(slots, make) {
  let stopped = false;
  const running = new Set();

  async function one(job) {
    try {
      await make({ chat: Number(job.chat), user: Number(job.user), message: job.message, file: job.file });
      await database.query(`update jobs set state = 'done' where id = $1`, [job.id]);
    } catch (error) {
      console.error(job.id, error);
      await database.query('update jobs set state = $2 where id = $1',
        [job.id, job.attempts < ATTEMPTS ? 'waiting' : 'failed']);
    }
  }

  async function loop() {
    while (!stopped) {
      const { rows } = await database.query(TAKE, [slots - running.size]);
      for (const job of rows) {
        const task = one(job).finally(() => running.delete(task));
        running.add(task);
      }
      // Full: until a slot is free. Not full: there was no more.
      await (running.size === slots ? Promise.race(running) : pause(POLL));
    }
    await Promise.all(running);
  }

  const ended = loop();
  return async () => {
    stopped = true;
    await ended;
  };
}
