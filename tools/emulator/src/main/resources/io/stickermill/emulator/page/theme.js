// Light or dark: as the system says, until the person says otherwise.

import { $ } from './dom.js';
import { t } from './words.js';

const KEY = 'stickermill.theme';

/** Gives what names the switch anew, in the language of the moment. */
export function theme() {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;
  const show = () => {
    const shown = root.dataset.theme ?? (system.matches ? 'dark' : 'light');
    root.dataset.shown = shown;
    $('theme').setAttribute('aria-label', t(shown === 'dark' ? 'theme_light' : 'theme_dark'));
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
  return show;
}
