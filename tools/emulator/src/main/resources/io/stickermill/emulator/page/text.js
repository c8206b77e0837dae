// A message's text with its entities (core.telegram.org/bots/api#messageentity), as elements. Offsets are in UTF-16
// units, which is what JavaScript counts.

import { make } from './dom.js';
import { t } from './words.js';

const SAFE = /^(https?|tg|mailto):/i;

function link(address, child) {
  const href = /^[a-z]+:/i.test(address) ? address : `https://${address}`;
  if (!SAFE.test(href)) return child;
  return make('a', { href, target: '_blank', rel: 'noopener noreferrer' }, child);
}

const WRAP = {
  bold: (inner) => make('b', {}, inner),
  italic: (inner) => make('i', {}, inner),
  underline: (inner) => make('u', {}, inner),
  strikethrough: (inner) => make('s', {}, inner),
  code: (inner) => make('code', {}, inner),
  pre: (inner) => make('pre', {}, inner),
  blockquote: (inner) => make('blockquote', {}, inner),
  expandable_blockquote: (inner) => make('blockquote', {}, inner),
  spoiler: (inner) =>
    make('span', { className: 'spoiler', title: t('show'), on: { click: (e) => e.currentTarget.classList.add('open') } }, inner),
  url: (inner, entity, text) => link(text, inner),
  text_link: (inner, entity) => link(entity.url ?? '', inner),
  bot_command: (inner, entity, text, onCommand) =>
    make('button', { type: 'button', className: 'command', on: { click: () => onCommand(text) } }, inner),
};

export function formatted(text, entities = [], onCommand = () => {}) {
  const sorted = entities
    .filter((entity) => WRAP[entity.type])
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  return within(text, 0, text.length, sorted, onCommand);
}

function within(text, from, to, entities, onCommand) {
  const out = document.createDocumentFragment();
  let at = from;
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || end <= entity.offset) continue;
    out.append(text.slice(at, entity.offset));
    const inner = entities.slice(i + 1).filter((other) => other.offset < end);
    const content = within(text, entity.offset, end, inner, onCommand);
    out.append(WRAP[entity.type](content, entity, text.slice(entity.offset, end), onCommand));
    at = end;
  }
  out.append(text.slice(at, to));
  return out;
}
