// A sticker of a photo and its mask by sharp, on one thread: decode, fit, alpha, outline with shadow, encode. A line of
// JSON a job: the first opens a photo, those without one make its sticker.
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import sharp from 'sharp';

sharp.concurrency(1);
// The same photo again and again would come out of it.
sharp.cache(false);

let open;

async function opened(job) {
  const photo = readFileSync(job.photo);
  const { autoOrient } = await sharp(photo).metadata();
  const [left, top, width, height] = job.box;
  const scale = job.side / Math.max(width * autoOrient.width, height * autoOrient.height);
  const all = { width: Math.round(autoOrient.width * scale), height: Math.round(autoOrient.height * scale) };
  const part = { left: Math.round(left * all.width), top: Math.round(top * all.height) };
  part.width = Math.min(job.side, Math.round(width * all.width), all.width - part.left);
  part.height = Math.min(job.side, Math.round(height * all.height), all.height - part.top);
  const mask = readFileSync(job.mask);
  open = { photo, mask, all, part, columns: job.columns, rows: job.rows, margin: job.margin };
}

const grey = (width, height) => ({ raw: { width, height, channels: 1 } });

// Scaled before it is cut, so that JPEG is decoded at a reduced size.
async function sticker({ photo, mask, all, part, columns, rows, margin }) {
  const alpha = await sharp(mask, grey(columns, rows))
    .resize(part.width, part.height, { fit: 'fill' }).toColourspace('b-w').raw().toBuffer();
  // In a step of its own: in one with the alpha, that would be joined before the part is cut.
  const colours = await sharp(photo).autoOrient().resize(all.width, all.height, { fit: 'fill' }).extract(part)
    .toColourspace('srgb').raw().toBuffer();
  const subject = await sharp(colours, { raw: { width: part.width, height: part.height, channels: 3 } })
    .joinChannel(alpha, grey(part.width, part.height)).raw().toBuffer();
  const width = part.width + 2 * margin;
  const height = part.height + 2 * margin;
  const line = await sharp(alpha, grey(part.width, part.height))
    .extend({ top: margin, bottom: margin, left: margin, right: margin, background: 'black' })
    .blur(5).linear(14, -80).toColourspace('b-w').raw().toBuffer();
  const shade = await sharp(line, grey(width, height)).blur(2.2).linear(0.4, 0).toColourspace('b-w').raw().toBuffer();
  const under = (background, coverage) => sharp({ create: { width, height, channels: 3, background } })
    .joinChannel(coverage, grey(width, height)).raw().toBuffer();
  const raw = (w, h) => ({ width: w, height: h, channels: 4 });
  return sharp(await under('black', shade), { raw: raw(width, height) })
    .composite([
      { input: await under('white', line), raw: raw(width, height) },
      { input: subject, raw: raw(part.width, part.height), left: margin, top: margin },
    ])
    .webp({ quality: 90 }).toBuffer();
}

for await (const text of createInterface({ input: process.stdin })) {
  const job = JSON.parse(text);
  if (job.photo) {
    await opened(job);
    console.log('{}');
    continue;
  }
  const cpu = process.cpuUsage();
  const since = process.hrtime.bigint();
  const file = await sticker(open);
  const wall = Number(process.hrtime.bigint() - since) / 1e6;
  const { user, system } = process.cpuUsage(cpu);
  if (job.out) writeFileSync(job.out, file);
  console.log(JSON.stringify({ cpu: (user + system) / 1e3, wall, bytes: file.length }));
}
