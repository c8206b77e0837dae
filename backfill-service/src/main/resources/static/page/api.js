// The service's HTTP API. The key comes with the page's address, behind the #, or from the form; it is kept in this tab.

const NAME = 'stickermill.api_key';

export function takeKey() {
  const given = new URLSearchParams(location.hash.slice(1)).get('key');
  if (given) {
    sessionStorage.setItem(NAME, given);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(NAME);
}

export const keepKey = (key) => sessionStorage.setItem(NAME, key);
export const forgetKey = () => sessionStorage.removeItem(NAME);

export class Refused extends Error {
  /** @param field that the service names as the wrong one, if it does */
  constructor(status, words, field) {
    super(words);
    this.status = status;
    this.field = field;
  }
}

async function ask(path, options = {}) {
  const key = sessionStorage.getItem(NAME);
  if (!key) throw new Refused(401, 'The page has no key.'); // The service would say no more.
  const headers = { 'X-API-Key': key, ...options.headers };
  const response = await fetch(path, { ...options, headers, cache: 'no-store' });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Refused(response.status, problem.detail ?? `The service answered ${response.status}.`, problem.field);
  }
  return response;
}

export const get = async (path) => (await ask(path)).json();

export const text = async (path, accept) => (await ask(path, { headers: { Accept: accept } })).text();

export const post = async (path, body = {}) =>
  (await ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })).json();

/** Server-sent events by hand: EventSource can't send the key. Ends when the server ends it. */
export async function follow(path, each, signal) {
  const response = await ask(path, { headers: { Accept: 'text/event-stream' }, signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split('\n\n');
    rest = events.pop();
    for (const event of events) {
      const data = event.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5)).join('\n');
      if (data) each(JSON.parse(data));
    }
  }
}
