// The emulator's admin API. Every failure is an Error whose message a person can read.

import { t } from './words.js';

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error(t('gone'));
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.detail || body.description || t('answer_400', response.status));
  return body;
}

const post = (path, body) =>
  call(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

export const history = (chat) => call(`/admin/chats/${chat}/messages`);

/**
 * What is no file.
 *
 * @param content { text }, { sticker }, { location }, { contact }, { poll } or { forward_of }, each with { reply_to } where it answers a message
 */
export const send = (user, content) => post(`/admin/users/${user.id}/messages`, { ...content, language: user.language });

/** Presses a button; gives the bot's answer, or null when none came in time. */
export async function press(user, messageId, data) {
  const tap = { message_id: messageId, data, language: user.language };
  const { callback_query_id: id } = await post(`/admin/users/${user.id}/callbacks`, tap);
  // Short waits: a browser has six connections to a host, and a person can press many buttons.
  for (let turn = 0; turn < 10; turn++) {
    const answer = await call(`/admin/callbacks/${id}?wait=3`);
    if (answer.answered) return answer;
  }
  return null;
}

/** The sets of a user, the newest first. */
export const stickerSets = (user) => call(`/admin/users/${user}/sticker-sets`);

/**
 * Pays an invoice; gives how it ended: paid, refused (with an error_message), already_paid or expired.
 *
 * @param invoice { message_id } or { link }
 */
export async function pay(user, invoice) {
  const { pre_checkout_query_id: id } = await post(`/admin/users/${user.id}/payments`, { ...invoice, language: user.language });
  // The bot has ten seconds.
  for (;;) {
    const payment = await call(`/admin/payments/${id}?wait=3`);
    if (payment.state !== 'waiting') return payment;
  }
}

export const fileAddress = (fileId) => `/admin/files/${encodeURIComponent(fileId)}`;

/**
 * One file, or several as an album.
 *
 * @param as photo, document, sticker, animation, video or voice
 * @param facts what the emulator can't read in the file: caption, width, height, duration
 */
export function sendFiles(user, files, as, facts, onProgress) {
  const query = new URLSearchParams({ as, language: user.language });
  for (const [name, value] of Object.entries(facts)) if (value) query.set(name, value);
  if (files.length === 1) {
    query.set('filename', files[0].name || 'photo.jpg');
    return upload(`/admin/users/${user.id}/photos?${query}`, files[0], onProgress);
  }
  const form = new FormData();
  files.forEach((file) => form.append('picture', file, file.name || 'photo.jpg'));
  return upload(`/admin/users/${user.id}/albums?${query}`, form, onProgress);
}

// fetch can't tell how much has gone out.
function upload(path, body, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.responseType = 'json';
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => reject(new Error(t('gone')));
    request.onload = () => {
      if (request.status < 300) resolve(request.response);
      else if (request.status === 413) reject(new Error(t('too_much')));
      else reject(new Error(request.response?.detail || t('answer_400', request.status)));
    };
    request.send(body);
  });
}
