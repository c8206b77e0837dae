// What happens in the chats, as it happens. Falls behind nothing: it resumes after the last event that it has seen.

const SILENCE_MS = 13_000; // the emulator speaks at least every 4 s
const AGAIN_MS = 1_000;

export class Stream {
  #listeners;
  #source = null;
  #chats = [];
  #after = 0;
  #heardAt = 0;
  #retry = 0;

  /** @param listeners event(event), bot({listening, pending}), connection('live' | 'lost'), reset() */
  constructor(listeners) {
    this.#listeners = listeners;
    setInterval(() => this.#source && Date.now() - this.#heardAt > SILENCE_MS && this.#lost(), 2_000);
    window.addEventListener('online', () => this.#open());
  }

  /** @param after the number of the last event that is known for all of the chats */
  follow(chats, after) {
    this.#chats = chats;
    this.#after = after;
    this.#open();
  }

  #open() {
    clearTimeout(this.#retry);
    this.#source?.close();
    if (!this.#chats.length) return;
    const query = new URLSearchParams({ after: this.#after });
    this.#chats.forEach((chat) => query.append('chat', chat));
    const source = new EventSource(`/admin/events/stream?${query}`);
    this.#source = source;
    this.#heardAt = Date.now();
    source.onmessage = (message) => {
      this.#heardAt = Date.now();
      this.#after = Number(message.lastEventId);
      this.#listeners.event(JSON.parse(message.data));
    };
    source.addEventListener('bot', (message) => {
      this.#heardAt = Date.now();
      this.#listeners.connection('live');
      this.#listeners.bot(JSON.parse(message.data));
    });
    source.addEventListener('reset', () => {
      this.#after = 0;
      this.#listeners.reset();
    });
    source.onerror = () => this.#lost();
  }

  // A new one each time: a browser gives up on a source for good when a proxy or a restart answers oddly.
  #lost() {
    this.#source?.close();
    this.#source = null;
    this.#listeners.connection('lost');
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#open(), AGAIN_MS);
  }
}
