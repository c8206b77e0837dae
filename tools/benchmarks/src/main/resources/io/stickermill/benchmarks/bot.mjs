// A bot as they are written today: after a sticker is made, it is sent and uploaded from the one process that made it.
// Reads lines of {"order": "all" | "sequence", "chat": 1, "key": "a/b.webp"}, answers each with the times of its begin and
// end in ms since 1970. Where Telegram and storage are, and the secrets, comes from the environment.
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

const { TELEGRAM_URL, TELEGRAM_TOKEN, BUCKET_URL, S3_ACCESS_KEY, S3_SECRET_KEY, STICKER_FILE } = process.env;
const sticker = await readFile(STICKER_FILE);

async function send(chat) {
  const form = new FormData();
  form.set('chat_id', String(chat));
  form.set('sticker', new Blob([sticker], { type: 'image/webp' }), 'sticker.webp');
  const answer = await fetch(`${TELEGRAM_URL}/bot${TELEGRAM_TOKEN}/sendSticker`, { method: 'POST', body: form });
  if (!(await answer.json()).ok) throw new Error(`sendSticker answered ${answer.status}`);
}

async function upload(key) {
  const object = new URL(`${BUCKET_URL}/${key}`);
  const expires = Math.floor(Date.now() / 1000) + 600;
  // A query signature of version 2, which needs no library.
  const signature = createHmac('sha1', S3_SECRET_KEY)
    .update(`PUT\n\nimage/webp\n${expires}\n${object.pathname}`).digest('base64');
  object.search = new URLSearchParams({ AWSAccessKeyId: S3_ACCESS_KEY, Expires: expires, Signature: signature });
  const answer = await fetch(object, { method: 'PUT', body: sticker, headers: { 'content-type': 'image/webp' } });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`storage answered ${answer.status}`);
}

async function step7({ order, chat, key }) {
  const begin = Date.now();
  if (order === 'all') {
    await Promise.all([send(chat), upload(key)]);
  } else {
    await upload(key);
    await send(chat);
  }
  process.stdout.write(JSON.stringify({ chat, begin, end: Date.now() }) + '\n');
}

for await (const line of createInterface({ input: process.stdin })) {
  step7(JSON.parse(line)).catch((error) => {
    process.stderr.write(`${error.message} ${error.cause ?? ''}\n`);
    process.exit(1);
  });
}
