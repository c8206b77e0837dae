// The users whom this browser plays, kept in it.

const KEY = 'stickermill.users';

const spoken = () => (navigator.language?.startsWith('ru') ? 'ru' : 'en');

// Random, so that two browsers at one emulator are not the same people.
const newId = () => 100_000_000 + crypto.getRandomValues(new Uint32Array(1))[0] % 900_000_000;

export class Users {
  #users;
  #current;

  constructor() {
    let stored = {};
    try {
      stored = JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      // Damaged: begin anew.
    }
    this.#users = (Array.isArray(stored.users) ? stored.users : []).filter((user) => Number.isSafeInteger(user?.id) && user.id > 0);
    if (!this.#users.length) this.#users.push({ id: newId(), name: spoken() === 'ru' ? 'Вы' : 'You', language: spoken() });
    this.#current = stored.current;
    this.#save();
  }

  get all() {
    return this.#users;
  }

  get current() {
    return this.#users.find((user) => user.id === this.#current) ?? this.#users[0];
  }

  choose(id) {
    this.#current = id;
    this.#save();
  }

  add(name, language) {
    const user = { id: newId(), name, language };
    this.#users.push(user);
    this.choose(user.id);
    return user;
  }

  change(id, name, language) {
    Object.assign(this.#users.find((user) => user.id === id), { name, language });
    this.#save();
  }

  remove(id) {
    this.#users = this.#users.filter((user) => user.id !== id);
    this.#save();
  }

  #save() {
    try {
      localStorage.setItem(KEY, JSON.stringify({ users: this.#users, current: this.#current }));
    } catch {
      // Storage is off: they live as long as the page.
    }
  }
}
