// What each chat holds. Events may come twice or be known from the history already; only newer ones count.

export class Chats {
  #chats = new Map();

  get(id) {
    if (!this.#chats.has(id)) this.#chats.set(id, { seq: 0, messages: new Map(), unread: 0 });
    return this.#chats.get(id);
  }

  load(id, { messages, last_seq: seq }) {
    const chat = this.get(id);
    chat.messages = new Map(messages.map((message) => [message.message_id, message]));
    chat.seq = seq;
  }

  forget(id) {
    this.#chats.delete(id);
  }

  /** Gives the message if something changed, else null. */
  apply(event) {
    const chat = this.get(event.chat_id);
    if (event.seq <= chat.seq) return null;
    chat.seq = event.seq;
    if (event.kind === 'deleted') chat.messages.delete(event.message.message_id);
    else chat.messages.set(event.message.message_id, event.message);
    return event.message;
  }

  /** All events up to this number are known for these chats. */
  known(ids) {
    return Math.min(...ids.map((id) => this.get(id).seq));
  }

  ordered(id) {
    return [...this.get(id).messages.values()].sort((a, b) => a.message_id - b.message_id);
  }
}
