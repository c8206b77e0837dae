// What is about to be sent: text, and pictures that were dropped, pasted or chosen.

import { $, icon, make } from './dom.js';
import { sendPictures, sendText } from './api.js';
import { bytes } from './message.js';
import { complain } from './notices.js';

const LARGEST = 20 * 1024 * 1024; // core.telegram.org/bots/api#getfile
const LARGEST_ALBUM = 10;
const LONGEST_CAPTION = 1024;
const CROSS = 'M6 6l12 12M18 6 6 18';

export class Composer {
  #user;
  #pictures = [];
  #drafts = new Map();
  #sending = false;

  /** @param user gives the one who writes */
  constructor(user) {
    this.#user = user;
    $('attach').addEventListener('click', () => $('file').click());
    $('empty-choose').addEventListener('click', () => $('file').click());
    $('clear').addEventListener('click', () => { this.#clear(); $('text').focus(); });
    $('file').addEventListener('change', () => {
      this.add([...$('file').files]);
      $('file').value = '';
    });
    $('composer').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
    $('text').addEventListener('input', () => this.#refresh());
    $('text').addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#send();
      } else if (event.key === 'Escape' && this.#pictures.length) {
        this.#clear();
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
    if (from !== undefined) this.#drafts.set(from, { text: $('text').value, pictures: this.#pictures });
    const draft = this.#drafts.get(to) ?? { text: '', pictures: [] };
    $('text').value = draft.text;
    this.#pictures = draft.pictures;
    this.#draw();
  }

  async say(text) {
    try {
      await sendText(this.#user(), text);
    } catch (error) {
      complain(error.message);
    }
  }

  async add(files) {
    const pictures = this.#pictures;
    for (const file of files) {
      const name = file.name || 'That';
      if (pictures.length === LARGEST_ALBUM) {
        complain(`An album holds ${LARGEST_ALBUM} photos: the others were left out.`);
        break;
      }
      if (file.size === 0) complain(`${name} is empty.`);
      else if (file.size > LARGEST) complain(`${name} is too big (${bytes(file.size)}): Telegram gives bots at most 20 MB.`);
      else if (!(await isImage(file))) complain(`${name} is not an image that can be sent. Use JPEG, PNG or WebP.`);
      else pictures.push({ file, address: URL.createObjectURL(file) });
    }
    this.#draw();
    $('text').focus();
  }

  async #send() {
    const text = $('text').value.trim();
    const pictures = this.#pictures;
    if (this.#sending || (!text && !pictures.length)) return;
    if (pictures.length && text.length > LONGEST_CAPTION) {
      complain(`A caption has at most ${LONGEST_CAPTION} characters; this one has ${text.length}.`);
      return;
    }
    const user = this.#user();
    this.#sending = true;
    this.#refresh();
    try {
      if (pictures.length) {
        $('progress').hidden = false;
        const asFile = $('as-file').checked;
        await sendPictures(user, pictures.map((picture) => picture.file), text, asFile, (share) => { $('progress').value = share; });
      } else {
        await sendText(user, text);
      }
      if (this.#user().id === user.id) this.#sent(pictures);
      else this.#drafts.delete(user.id);
    } catch (error) {
      complain(error.message);
    } finally {
      this.#sending = false;
      $('progress').hidden = true;
      $('progress').value = 0;
      this.#refresh();
    }
  }

  #sent(pictures) {
    pictures.forEach((picture) => URL.revokeObjectURL(picture.address));
    this.#pictures = [];
    $('text').value = '';
    $('as-file').checked = false;
    this.#draw();
  }

  #clear() {
    this.#pictures.forEach((picture) => URL.revokeObjectURL(picture.address));
    this.#pictures = [];
    this.#draw();
  }

  #remove(picture) {
    URL.revokeObjectURL(picture.address);
    const at = this.#pictures.indexOf(picture);
    this.#pictures = this.#pictures.filter((other) => other !== picture);
    this.#draw();
    const left = $('previews').querySelectorAll('button');
    (left[Math.min(at, left.length - 1)] ?? $('text')).focus();
  }

  #draw() {
    $('previews').replaceChildren(...this.#pictures.map((picture) => {
      const name = picture.file.name || 'photo';
      const remove = make('button', { type: 'button', className: 'round', title: 'Remove', aria: { label: `Remove ${name}` } }, icon(CROSS));
      remove.addEventListener('click', () => this.#remove(picture));
      return make('div', { className: 'preview', role: 'listitem' }, make('img', { src: picture.address, alt: name, title: name }), remove);
    }));
    $('previews').hidden = $('options').hidden = this.#pictures.length === 0;
    $('text').placeholder = this.#pictures.length ? 'Add a caption' : 'Message';
    this.#refresh();
  }

  #refresh() {
    const text = $('text');
    text.style.height = 'auto';
    text.style.height = `${text.scrollHeight + 2}px`;
    $('send').disabled = this.#sending || (!text.value.trim() && !this.#pictures.length);
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

async function isImage(file) {
  if (!file.type.startsWith('image/') || file.type === 'image/svg+xml') return false;
  try {
    (await createImageBitmap(file)).close();
    return true;
  } catch {
    return false;
  }
}
