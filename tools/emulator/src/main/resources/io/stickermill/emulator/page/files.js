// What a chosen file can be sent as, as Telegram's apps decide it.

import { t } from './words.js';
import { bytes } from './message.js';

const LARGEST = 20 * 1024 * 1024; // core.telegram.org/bots/api#getfile
const STICKER_SIDE = 512; // core.telegram.org/stickers

/** Gives { kind, facts }, or { wrong } with the words for why it can't be sent. */
export async function readFile(file) {
  const name = file.name || t('file');
  if (file.size === 0) return { wrong: t('empty_file', name) };
  if (file.size > LARGEST) return { wrong: t('too_big', name, bytes(file.size)) };
  if (/^image\/hei[cf]/.test(file.type) || /\.hei[cf]$/i.test(name)) return { kind: 'document', facts: {} };
  if (file.type.startsWith('video/')) return played('video', file);
  if (file.type.startsWith('audio/')) return played('voice', file);
  const size = await imageSize(file);
  if (!size) return { wrong: t('not_an_image', name) };
  return file.type === 'image/gif' ? { kind: 'animation', facts: size } : { kind: 'photo', facts: {} };
}

/** As {@link readFile}, for what is to be a sticker. */
export async function readSticker(file) {
  const size = await imageSize(file);
  const suits = size && Math.max(size.width, size.height) === STICKER_SIDE && /^image\/(webp|png)$/.test(file.type);
  return suits ? { kind: 'sticker', facts: {} } : { wrong: t('sticker_not', file.name || t('file')) };
}

async function imageSize(file) {
  if (!file.type.startsWith('image/') || file.type === 'image/svg+xml') return null;
  try {
    const bitmap = await createImageBitmap(file);
    const size = { width: bitmap.width, height: bitmap.height };
    bitmap.close();
    return size;
  } catch {
    return null;
  }
}

// What the browser can't play goes as a file.
function played(kind, file) {
  const player = document.createElement(kind === 'video' ? 'video' : 'audio');
  const address = URL.createObjectURL(file);
  return new Promise((resolve) => {
    const end = (read) => { URL.revokeObjectURL(address); resolve(read); };
    player.onerror = () => end({ kind: 'document', facts: {} });
    player.onloadedmetadata = () => {
      const duration = Number.isFinite(player.duration) ? Math.round(player.duration) : 0;
      end({ kind, facts: { width: player.videoWidth, height: player.videoHeight, duration } });
    };
    player.src = address;
  });
}
