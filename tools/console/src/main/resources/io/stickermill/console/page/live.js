// What a page shows, as it changes. One stream at a time: that of the page that is open.

const SILENCE_MS = 20_000; // the console speaks at least every few seconds
const AGAIN_MS = 2_000;

let source = null;
let heardAt = 0;
let retry = 0;
let state = () => {};

export const onState = (listener) => { state = listener; };

/** @param show what is called with each answer; one with `error` says why there is no other */
export function follow(view, query, show) {
  stop();
  let last = null;
  const open = () => {
    clearTimeout(retry);
    source?.close();
    source = new EventSource(`/api/live/${view}?${new URLSearchParams(query)}`);
    heardAt = Date.now();
    source.onmessage = (message) => {
      heard();
      last = JSON.parse(message.data);
      show(last);
    };
    // Nothing is new but the time, of which pages tell.
    source.addEventListener('same', () => {
      heard();
      if (last) show(last);
    });
    source.onerror = lost;
  };
  const lost = () => {
    source?.close();
    state('lost');
    clearTimeout(retry);
    retry = setTimeout(open, AGAIN_MS);
  };
  watch = () => source && Date.now() - heardAt > SILENCE_MS && lost();
  open();
}

let watch = () => {};
setInterval(() => watch(), 3_000);

function heard() {
  heardAt = Date.now();
  state('live');
}

export function stop() {
  clearTimeout(retry);
  source?.close();
  source = null;
  watch = () => {};
}
