// What happens, as it happens. After a loss it is looked up what was missed.

const AGAIN_S = [1, 2, 5, 10, 30];
const ASLEEP_MS = 30_000; // a page that was out of sight for so long may have a dead stream

let source = null;
let retry = 0;
let losses = 0;
let hiddenAt = 0;
let on = null;

/** @param listeners making(jobs), changed(), lost(): it is told once in a row of losses */
export function follow(listeners) {
  on = listeners;
  open();
}

export function stop() {
  on = null;
  losses = 0;
  close();
}

function open() {
  close();
  if (!on) return;
  const opened = new EventSource('/library/api/events');
  source = opened;
  opened.addEventListener('open', () => {
    if (losses) on.changed();
    losses = 0;
  });
  opened.addEventListener('making', ({ data }) => on.making(JSON.parse(data).jobs));
  opened.addEventListener('changed', () => on.changed());
  opened.addEventListener('error', lost);
}

// A new one each time: a browser gives up on a source for good when a proxy or a restart answers oddly.
function lost() {
  close();
  if (!on) return;
  retry = setTimeout(open, AGAIN_S[Math.min(losses, AGAIN_S.length - 1)] * 1000);
  if (losses++ === 1) on.lost();
}

function close() {
  clearTimeout(retry);
  source?.close();
  source = null;
}

function again() {
  if (!on) return;
  losses = 0;
  open();
  on.changed();
}

window.addEventListener('online', again);
window.addEventListener('pageshow', ({ persisted }) => persisted && again());
window.addEventListener('pagehide', close);
document.addEventListener('visibilitychange', () => {
  if (document.hidden) hiddenAt = Date.now();
  else if (Date.now() - hiddenAt > ASLEEP_MS) again();
});
