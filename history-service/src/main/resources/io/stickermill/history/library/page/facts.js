// What is known of a sticker, a picture, a video or a set, in words.

import { make } from './dom.js';
import { duration, inCredits, money, number, t, timeOf } from './words.js';

const or = (value, words) => (value === undefined || value === null || value === '' ? null : words(value));
const REASONS = ['CANCELLED', 'CONTENT', 'GONE', 'LOST'];
// What else was wrong is the operator's to know.
const reason = (word) => t(`reason_${REASONS.includes(word) ? word : 'other'}`);
const asIs = (value) => String(value);

const FACTS = {
  sticker: (it) => [
    ['style', it.style_title ?? it.style],
    ['text', it.text],
    ['prompt', it.prompt],
    ['shape', or(it.shape, (shape) => t(`shape_${shape}`))],
    ['outline', or(it.outline, (yes) => t(yes ? 'yes' : 'no'))],
    ['variant', or(it.variant, (variant) => number(variant + 1))],
    ['set', it.set_name],
    ['cost', or(it.credits, inCredits) ?? or(it.cost, money)],
    ['took', or(it.total_ms, duration)],
    ['created', or(it.created_at, timeOf)],
    ['delivered', or(it.delivered_at, timeOf)],
  ],
  picture: (it) => [
    ['state', or(it.status, (status) => t(`status_${status}`))],
    ['reason', or(it.reason, reason)],
    ['style', it.style_title ?? it.style],
    ['prompt', it.prompt],
    ['model', it.model],
    ['provider', it.provider],
    ['cost', or(it.cost, money)],
    ['queue', or(it.queue_ms, duration)],
    ['run', or(it.run_ms, duration)],
    ['requested', or(it.created_at, timeOf)],
    ['ended', or(it.ended_at, timeOf)],
  ],
  set: (it) => [
    ['state', or(it.state, (state) => t(`state_${state}`))],
    ['count', or(it.count, number)],
  ],
};

export function facts(it) {
  const known = (FACTS[it.kind] ?? FACTS.picture)(it).filter(([, value]) => or(value, asIs));
  return make('dl', { className: 'facts' }, known.map(([name, value]) =>
    [make('dt', {}, t(`fact_${name}`)), make('dd', {}, value)]).flat());
}
