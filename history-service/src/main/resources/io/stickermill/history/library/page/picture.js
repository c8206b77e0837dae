// A picture that may be on its way still: until it is there, a drawing stands in its place.

import { draw, icon, make } from './dom.js';

const AGAIN_S = [3, 10, 30];

/** @param instead what gives the drawing */
export function picture(address, instead, { lazy = true } = {}) {
  const box = make('span', { className: 'picture' });
  if (!address) {
    box.append(instead());
    return box;
  }
  const image = make('img', { alt: '', decoding: 'async', draggable: false });
  if (lazy) image.loading = 'lazy';
  let tries = 0;
  image.addEventListener('load', () => {
    box.dataset.shown = 'yes';
    box.querySelector('.drawn')?.remove();
  });
  image.addEventListener('error', () => {
    if (!box.querySelector('.drawn')) box.append(instead());
    if (tries < AGAIN_S.length) setTimeout(() => box.isConnected && (image.src = address), AGAIN_S[tries++] * 1000);
  });
  image.src = address;
  box.append(image);
  return box;
}

/** The first frame of a video. */
export function frame(address, instead) {
  const box = make('span', { className: 'picture' }, instead());
  const video = make('video', { muted: true, playsInline: true, preload: 'metadata', tabIndex: -1 });
  video.addEventListener('loadeddata', () => {
    box.dataset.shown = 'yes';
    box.querySelector('.drawn')?.remove();
  });
  video.src = `${address}#t=0.1`;
  box.append(video);
  return box;
}

/** A tile in the colour of the style. */
export function drawn(name, title, words, key = title) {
  const box = make('span', { className: 'drawn' }, icon(name), make('b', {}, title), words ? make('span', {}, words) : null);
  box.style.setProperty('--hue', hue(key ?? ''));
  return box;
}

const hue = (text) => [...text].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);

export const star = () => draw('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true', class: 'star' },
  draw('path', { d: 'm12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8Z' }));
