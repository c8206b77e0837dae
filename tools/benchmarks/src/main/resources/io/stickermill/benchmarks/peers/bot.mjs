// The bot's own process: takes updates by long polling and puts each photo into the queue, as grammY's page on high load
// advises (grammy.dev/advanced/scaling): the runner, and no work in a handler.
import { run } from '@grammyjs/runner';
import { Bot } from 'grammy';

const { TELEGRAM_URL, TELEGRAM_TOKEN, QUEUE } = process.env;
const { enqueue } = await import(`./${QUEUE}.mjs`);

const bot = new Bot(TELEGRAM_TOKEN, { client: { apiRoot: TELEGRAM_URL } });
bot.on('message:photo', (ctx) => enqueue({
  chat: ctx.chat.id,
  user: ctx.from.id,
  message: ctx.msgId,
  file: ctx.msg.photo.at(-1).file_id,
}));
bot.catch((failed) => console.error(failed.error));
await bot.init();
const runner = run(bot);
process.once('SIGTERM', async () => {
  if (runner.isRunning()) await runner.stop();
  process.exit(0);
});
console.log('ready');
