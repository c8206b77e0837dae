// What each user has begun to write: texts outlive the page, files live as long as it.

const KEY = 'stickermill.drafts';

export class Drafts {
  #texts = {};
  #files = new Map();

  constructor() {
    try {
      const stored = JSON.parse(localStorage.getItem(KEY));
      if (stored && typeof stored === 'object') this.#texts = stored;
    } catch {
      // Damaged: begin anew.
    }
  }

  text(user) {
    return String(this.#texts[user] ?? '');
  }

  files(user) {
    return this.#files.get(user) ?? [];
  }

  keepText(user, text) {
    if (text) this.#texts[user] = text;
    else delete this.#texts[user];
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#texts));
    } catch {
      // Storage is off: it lives as long as the page.
    }
  }

  keepFiles(user, files) {
    this.#files.set(user, files);
  }

  forget(user) {
    this.keepText(user, '');
    this.#files.delete(user);
  }
}
