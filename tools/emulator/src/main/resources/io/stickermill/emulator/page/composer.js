// What is about to be sent: text, and files that were dropped, pasted or chosen.

import { $, icon, make } from './dom.js';
import { send, sendFiles } from './api.js';
import { Drafts } from './drafts.js';
import { readFile } from './files.js';
import { summary } from './message.js';
import { complain } from './notices.js';
import { t } from './words.js';

const LARGEST_ALBUM = 10;
const LONGEST_CAPTION = 1024;
const CROSS = 'M6 6l12 12M18 6 6 18';

export class Composer {
  #user;
  #files = [];
  #drafts = new Drafts();
  #answered = null;
  #sending = false;

  /** @param user gives the one who writes */
  constructor(user) {
    this.#user = user;
    $('empty-choose').addEventListener('click', () => $('file').click());
    $('clear').addEventListener('click', () => { this.#drop(this.#files); $('text').focus(); });
    $('file').addEventListener('change', () => {
      this.add([...$('file').files]);
      $('file').value = '';
    });
    $('composer').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
    $('answered-stop').addEventListener('click', () => { this.answer(null); $('text').focus(); });
    $('text').addEventListener('input', () => {
      this.#drafts.keepText(this.#user().id, $('text').value);
      this.#refresh();
    });
    $('text').addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#send();
      }
    });
    document.addEventListener('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!files.length) return;
      event.preventDefault();
      this.add(files);
    });
    this.#acceptDrops();
  }

  /** Each user has a draft of their own. */
  change(from, to) {
    if (from !== undefined) this.#drafts.keepFiles(from, this.#files);
    $('text').value = this.#drafts.text(to);
    this.#files = this.#drafts.files(to);
    this.#draw();
  }

  forget(user) {
    this.#drafts.forget(user);
  }

  /** The next text answers this message, as the bot has asked for; null for none. */
  answer(message) {
    this.#answered = message;
    $('answered').hidden = !message;
    $('answered-text').textContent = message ? summary(message) : '';
    if (message && !document.querySelector('dialog[open]')) $('text').focus();
  }

  /** The message is gone. */
  gone(messageId) {
    if (this.#answered?.message_id === messageId) this.answer(null);
  }

  say(text) {
    return this.give({ text });
  }

  /** @param content as in api.js; gives whether it has gone out */
  async give(content) {
    try {
      await send(this.#user(), content);
      return true;
    } catch (error) {
      complain(error.message);
      return false;
    }
  }

  async giveFile(file, { kind, facts, wrong }) {
    if (wrong) {
      complain(wrong);
      return;
    }
    try {
      await sendFiles(this.#user(), [file], kind, facts, () => {});
    } catch (error) {
      complain(error.message);
    }
  }

  async add(files) {
    const chosen = this.#files;
    const wrongs = [];
    for (const file of files) {
      const read = await readFile(file);
      if (read.wrong) wrongs.push(read.wrong);
      else if (chosen.length === LARGEST_ALBUM) {
        wrongs.push(t('album_full', LARGEST_ALBUM));
        break;
      } else chosen.push({ file, ...read, address: URL.createObjectURL(file) });
    }
    complain(...wrongs);
    this.#draw();
    $('text').focus();
  }

  async #send() {
    const text = $('text').value.trim();
    const chosen = this.#files;
    if (this.#sending || (!text && !chosen.length)) return;
    if (chosen.length && text.length > LONGEST_CAPTION) {
      complain(t('caption_long', LONGEST_CAPTION, text.length));
      return;
    }
    const user = this.#user();
    const answered = this.#answered ? { reply_to: this.#answered.message_id } : {};
    this.#sending = true;
    this.#refresh();
    try {
      if (chosen.length) await this.#sendFiles(user, text, answered);
      else await send(user, { text, ...answered });
      this.#drafts.keepText(user.id, '');
      if (this.#user().id === user.id) {
        $('text').value = '';
        this.answer(null);
      }
    } catch (error) {
      complain(error.message);
    } finally {
      this.#sending = false;
      $('progress').hidden = true;
      $('progress').value = 0;
      this.#refresh();
    }
  }

  /** What has gone out is dropped at once: who sends again after a fault sends the rest. */
  async #sendFiles(user, text, answered) {
    $('progress').hidden = false;
    let caption = text;
    for (const part of parts(this.#files, $('as-file').checked)) {
      const facts = { ...part.facts, ...answered, caption };
      await sendFiles(user, part.chosen.map(({ file }) => file), part.kind, facts, (share) => { $('progress').value = share; });
      caption = '';
      this.#drop(part.chosen);
    }
    $('as-file').checked = false;
  }

  #drop(gone) {
    gone.forEach(({ address }) => URL.revokeObjectURL(address));
    this.#files = this.#files.filter((one) => !gone.includes(one));
    this.#draw();
  }

  #remove(one) {
    const at = this.#files.indexOf(one);
    this.#drop([one]);
    const left = $('previews').querySelectorAll('button');
    (left[Math.min(at, left.length - 1)] ?? $('text')).focus();
  }

  #draw() {
    $('previews').replaceChildren(...this.#files.map((one) => {
      const name = one.file.name || t('photo');
      const label = t('remove_file', name);
      const remove = make('button', { type: 'button', className: 'round', title: label, aria: { label } }, icon(CROSS));
      remove.addEventListener('click', () => this.#remove(one));
      const seen = one.kind === 'photo' || one.kind === 'animation'
        ? make('img', { src: one.address, alt: name, title: name })
        : make('span', { className: 'name' }, name);
      return make('div', { className: 'preview', role: 'listitem' }, seen, remove);
    }));
    $('previews').hidden = $('options').hidden = this.#files.length === 0;
    this.#refresh();
  }

  #refresh() {
    const text = $('text');
    text.placeholder = t(this.#files.length ? 'add_caption' : 'message');
    text.style.height = 'auto';
    text.style.height = `${text.scrollHeight + 2}px`;
    $('send').disabled = this.#sending || (!text.value.trim() && !this.#files.length);
  }

  #acceptDrops() {
    let depth = 0;
    const files = (event) => event.dataTransfer?.types.includes('Files');
    const show = (on) => { $('drop').hidden = !on; };
    addEventListener('dragenter', (event) => { if (files(event)) { depth++; show(true); } });
    addEventListener('dragleave', (event) => { if (files(event) && --depth <= 0) { depth = 0; show(false); } });
    addEventListener('dragover', (event) => { if (files(event)) event.preventDefault(); });
    addEventListener('drop', (event) => {
      depth = 0;
      show(false);
      if (!event.dataTransfer) return;
      event.preventDefault();
      this.add([...event.dataTransfer.files]);
    });
  }
}

/** Photos are one album and files another; all else goes by itself. */
function parts(files, asFile) {
  const albums = new Map();
  const all = [];
  for (const one of files) {
    const kind = asFile ? 'document' : one.kind;
    const album = albums.get(kind);
    if (album) {
      album.chosen.push(one);
      continue;
    }
    const part = { kind, facts: one.facts, chosen: [one] };
    all.push(part);
    if (kind === 'photo' || kind === 'document') albums.set(kind, part);
  }
  return all;
}
