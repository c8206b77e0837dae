// A process that works off the queue: SLOTS photos at a time.
import { photoToSticker } from './sticker.mjs';

const { QUEUE, SLOTS } = process.env;
const { work } = await import(`./${QUEUE}.mjs`);

const stop = await work(Number(SLOTS), photoToSticker);
process.once('SIGTERM', async () => {
  await stop();
  process.exit(0);
});
console.log('ready');
