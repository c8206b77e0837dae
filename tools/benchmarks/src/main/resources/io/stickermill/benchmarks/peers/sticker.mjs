// One photo's way: fetched, made, sent beside the upload, then its row.
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Api, InputFile } from 'grammy';
import { database } from './database.mjs';

const { TELEGRAM_URL, TELEGRAM_TOKEN, S3_URL, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY, QUEUE, MAKING } = process.env;
const { made } = await import(`./${MAKING}.mjs`);

const telegram = new Api(TELEGRAM_TOKEN, { apiRoot: TELEGRAM_URL });
const storage = new S3Client({
  endpoint: S3_URL,
  region: 'us-east-1',
  forcePathStyle: true,
  credentials: { accessKeyId: S3_ACCESS_KEY, secretAccessKey: S3_SECRET_KEY },
  // For servers that are not Amazon's.
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
});

async function fetched(id) {
  const { file_path: path } = await telegram.getFile(id);
  const answer = await fetch(`${TELEGRAM_URL}/file/bot${TELEGRAM_TOKEN}/${path}`);
  if (!answer.ok) throw new Error(`the file: ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

export async function photoToSticker({ chat, user, message, file }) {
  const sticker = await made(await fetched(file));
  const key = `peers/${QUEUE}/${chat}/${message}.webp`;
  await Promise.all([
    telegram.sendSticker(chat, new InputFile(sticker, 'sticker.webp'), { reply_parameters: { message_id: message } }),
    storage.send(new PutObjectCommand({ Bucket: S3_BUCKET, Key: key, Body: sticker, ContentType: 'image/webp' })),
  ]);
  await database.query(
    'insert into stickers (chat, "user", message, path) values ($1, $2, $3, $4)', [chat, user, message, key]);
}
