// The library's own API. Every failure is an Error whose message a person can read.

import { t } from './words.js';

const PATIENCE_MS = 30_000;

/** `status` is 0 when there was no answer; `wait` is after how many seconds to ask again, if the library says so. */
export class Refusal extends Error {
  constructor(message, status, wait) {
    super(message);
    this.status = status;
    this.wait = wait;
  }
}

let signedOut = () => {};
let reached = () => {};

export const onSignedOut = (listener) => { signedOut = listener; };
/** Is told after each request whether the library could be reached. */
export const onReached = (listener) => { reached = listener; };

async function call(method, path, { body, keepalive = false } = {}) {
  const headers = {};
  if (method !== 'GET') headers['X-Library'] = 'page';
  if (body) headers['Content-Type'] = 'application/json';
  let response;
  try {
    response = await fetch(`/library/api/${path}`,
      { method, headers, keepalive, body: body && JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    reached(false);
    throw new Refusal(t('no_answer'), 0);
  }
  reached(true);
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  if (response.status === 401 && path !== 'session') signedOut();
  const wait = Number(response.headers.get('Retry-After')) || undefined;
  throw new Refusal(answer.detail || t(WORDS[response.status] ?? 'refused', response.status, wait), response.status, wait);
}

const WORDS = { 401: 'signed_out', 404: 'gone', 429: 'too_many', 503: 'not_now' };

/** @param proof { link } or { init_data } */
export const signIn = (proof) => call('POST', 'session', { body: proof });
export const signOut = () => call('DELETE', 'session');
export const me = () => call('GET', 'me');

export function items({ kind, style, favourite, text, set }, after) {
  const query = new URLSearchParams({ limit: 60 });
  if (kind !== 'all') query.set('kind', kind);
  if (style) query.set('style', style);
  if (favourite) query.set('favourite', 'true');
  if (text) query.set('text', text);
  if (set) query.set('set', set);
  if (after) query.set('after', after);
  return call('GET', `items?${query}`);
}

const PATHS = { sticker: 'stickers', picture: 'generations', video: 'generations', set: 'sets' };

export const detail = ({ kind, id }) => call('GET', `${PATHS[kind]}/${encodeURIComponent(id)}`);
export const favour = (id, yes) => call(yes ? 'PUT' : 'DELETE', `stickers/${encodeURIComponent(id)}/favourite`);
export const remove = (id, keepalive) => call('DELETE', `stickers/${encodeURIComponent(id)}`, { keepalive });
export const act = (id, action) => call('POST', `stickers/${encodeURIComponent(id)}/actions`, { body: action });
export const beginExport = () => call('POST', 'exports');
export const exported = (id) => call('GET', `exports/${encodeURIComponent(id)}`);
export const exportFile = (id) => `/library/api/exports/${encodeURIComponent(id)}/file`;
export const credits = (after) => call('GET', `credits${after ? `?after=${encodeURIComponent(after)}` : ''}`);
export const statistics = (days) => call('GET', `statistics?days=${days}`);
