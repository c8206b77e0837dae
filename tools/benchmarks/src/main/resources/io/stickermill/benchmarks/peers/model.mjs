// Cut out by the model, outlined and encoded by sharp. The photo is decoded once, at a size that serves both.
import ort from 'onnxruntime-node';
import sharp from 'sharp';

const { MODEL, MODEL_THREADS } = process.env;

const SIDE = 768;
const DECODED = 1536;
const STICKER = 512;
// Of the line, 8 pixels, and the shadow.
const MARGIN = 13;
const LIKELY = 128;

// What threads of the model's own would burn while they wait is another photo's time.
const session = await ort.InferenceSession.create(MODEL, {
  intraOpNumThreads: Number(MODEL_THREADS),
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  extra: { session: { intra_op: { allow_spinning: '0' } } },
});

const grey = (width, height) => ({ raw: { width, height, channels: 1 } });
const colour = (width, height) => ({ raw: { width, height, channels: 3 } });
const colourAndAlpha = (width, height) => ({ width, height, channels: 4 });

async function mask(decoded) {
  const { data, info } = decoded;
  const pixels = await sharp(data, colour(info.width, info.height))
    .resize(SIDE, SIDE, { fit: 'fill' }).raw().toBuffer();
  const size = SIDE * SIDE;
  const planes = new Float32Array(3 * size);
  for (let i = 0, at = 0; i < size; i++, at += 3) {
    planes[i] = (pixels[at] - 128) / 256;
    planes[size + i] = (pixels[at + 1] - 128) / 256;
    planes[2 * size + i] = (pixels[at + 2] - 128) / 256;
  }
  const fed = new ort.Tensor('float32', planes, [1, 3, SIDE, SIDE]);
  const found = await session.run({ [session.inputNames[0]]: fed }, [session.outputNames[0]]);
  const odds = found[session.outputNames[0]].data;
  const bytes = Buffer.alloc(size);
  for (let i = 0; i < size; i++) bytes[i] = odds[i] * 255;
  return bytes;
}

// What holds the subject, in the mask's pixels; all of it where there is none.
function box(bytes) {
  let [left, top, right, bottom] = [SIDE, SIDE, -1, -1];
  for (let y = 0, i = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++, i++) {
      if (bytes[i] >= LIKELY) {
        if (x < left) left = x;
        if (x > right) right = x;
        if (y < top) top = y;
        bottom = y;
      }
    }
  }
  return right < 0
    ? { left: 0, top: 0, width: SIDE, height: SIDE }
    : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

export async function made(photo) {
  const decoded = await sharp(photo).autoOrient()
    .resize(DECODED, DECODED, { fit: 'inside', withoutEnlargement: true })
    .removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const { data, info } = decoded;
  const odds = await mask(decoded);
  const inMask = box(odds);
  const part = {
    left: Math.floor(inMask.left * info.width / SIDE),
    top: Math.floor(inMask.top * info.height / SIDE),
  };
  part.width = Math.max(1, Math.min(info.width - part.left, Math.round(inMask.width * info.width / SIDE)));
  part.height = Math.max(1, Math.min(info.height - part.top, Math.round(inMask.height * info.height / SIDE)));
  const scale = (STICKER - 2 * MARGIN) / Math.max(part.width, part.height);
  const columns = Math.max(1, Math.round(part.width * scale));
  const rows = Math.max(1, Math.round(part.height * scale));
  const [alpha, colours] = await Promise.all([
    sharp(odds, grey(SIDE, SIDE)).extract(inMask).resize(columns, rows, { fit: 'fill' })
      .toColourspace('b-w').raw().toBuffer(),
    sharp(data, colour(info.width, info.height)).extract(part).resize(columns, rows, { fit: 'fill' }).raw().toBuffer(),
  ]);
  return outlined(colours, alpha, columns, rows);
}

// The line: the shape blurred, then cut off hard; the shadow: the line blurred.
async function outlined(colours, alpha, columns, rows) {
  const width = columns + 2 * MARGIN;
  const height = rows + 2 * MARGIN;
  const line = await sharp(alpha, grey(columns, rows))
    .extend({ top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN, background: 'black' })
    .blur(5).linear(14, -80).toColourspace('b-w').raw().toBuffer();
  const shade = await sharp(line, grey(width, height)).blur(2.2).linear(0.4, 0).toColourspace('b-w').raw().toBuffer();
  const under = (background, coverage) => sharp({ create: { width, height, channels: 3, background } })
    .joinChannel(coverage, grey(width, height)).raw().toBuffer();
  const [dark, white, subject] = await Promise.all([
    under('black', shade),
    under('white', line),
    sharp(colours, colour(columns, rows)).joinChannel(alpha, grey(columns, rows)).raw().toBuffer(),
  ]);
  return sharp(dark, { raw: colourAndAlpha(width, height) })
    .composite([
      { input: white, raw: colourAndAlpha(width, height) },
      { input: subject, raw: colourAndAlpha(columns, rows), left: MARGIN, top: MARGIN },
    ])
    .webp({ quality: 90 }).toBuffer();
}
