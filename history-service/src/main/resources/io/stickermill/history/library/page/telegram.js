// What the page says to the Telegram app around it, and hears from it: core.telegram.org/api/web-events, bots/webapps.

const WEB = 'https://web.telegram.org';
const framed = window.parent !== window;
const listeners = {};

export const around = () => Boolean(window.TelegramWebviewProxy) || framed;

export function post(type, data = {}) {
  if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(type, JSON.stringify(data));
  else if (framed) window.parent.postMessage(JSON.stringify({ eventType: type, eventData: data }), WEB);
}

/** @param on maps the types of Telegram's events to listeners */
export function hear(on) {
  Object.assign(listeners, on);
  // Apps call one of these names, which one depends on the app.
  window.Telegram = { WebView: { receiveEvent: receive } };
  window.TelegramGameProxy = { receiveEvent: receive };
  window.TelegramGameProxy_receiveEvent = receive;
  window.addEventListener('message', ({ source, origin, data }) => {
    if (source !== window.parent || origin !== WEB || typeof data !== 'string') return;
    try {
      const { eventType, eventData } = JSON.parse(data);
      receive(eventType, eventData);
    } catch {
      // Not for this page.
    }
  });
}

function receive(type, data) {
  if (Object.hasOwn(listeners, type)) listeners[type](typeof data === 'string' ? JSON.parse(data) : data);
}
