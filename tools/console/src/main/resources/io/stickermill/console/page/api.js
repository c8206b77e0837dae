// The console's own API. Every failure is an Error whose message a person can read; `signedOut` is told when nobody is signed in.

let proof = '';
let signedOut = () => {};

export const onSignedOut = (listener) => { signedOut = listener; };

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { ...options, signal: AbortSignal.timeout(60_000) });
  } catch {
    throw new Error('The console does not answer.');
  }
  const body = await response.json().catch(() => ({}));
  if (response.status === 401 && path !== '/api/session') signedOut();
  if (!response.ok) throw new Error(body.detail || `The console answered ${response.status}.`);
  return body;
}

export const get = (path) => call(path);

export const post = (path, body) =>
  call(path, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Console-Proof': proof }, body: JSON.stringify(body) });

/** Who is signed in; throws if nobody is. */
export async function session() {
  return remember(await call('/api/session'));
}

/** @param with_ { code } or { token, name } */
export async function signIn(with_) {
  return remember(await post('/api/session', with_));
}

export async function signOut() {
  await fetch('/api/session', { method: 'DELETE' });
  proof = '';
}

function remember(found) {
  proof = found.proof;
  return found.name;
}
