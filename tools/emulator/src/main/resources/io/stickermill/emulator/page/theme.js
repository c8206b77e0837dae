// Light or dark: as the system says, until the person says otherwise.

import { $ } from './dom.js';

const KEY = 'stickermill.theme';

export function theme() {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;
  const show = () => {
    const shown = root.dataset.theme ?? (system.matches ? 'dark' : 'light');
    root.dataset.shown = shown;
    $('theme').setAttribute('aria-label', `Switch to the ${shown === 'dark' ? 'light' : 'dark'} theme`);
  };
  const chosen = localStorage.getItem(KEY);
  if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;
  system.addEventListener('change', show);
  $('theme').addEventListener('click', () => {
    const next = root.dataset.shown === 'dark' ? 'light' : 'dark';
    root.dataset.theme = next;
    localStorage.setItem(KEY, next);
    show();
  });
  show();
}
