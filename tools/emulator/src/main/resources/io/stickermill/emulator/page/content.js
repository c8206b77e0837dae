// What is no file and no text: a location, a contact, a poll. A dialog asks for what is in it.

import { $, make } from './dom.js';
import { t } from './words.js';

const input = (value, properties = {}) => make('input', { value, required: true, ...properties });
const degrees = (value, most) => input(value, { type: 'number', min: -most, max: most, step: 'any' });

const KINDS = {
  location: {
    fields: () => ({ latitude: degrees('52.52', 90), longitude: degrees('13.405', 180) }),
    content: ({ latitude, longitude }) => ({ latitude: Number(latitude), longitude: Number(longitude) }),
  },
  contact: {
    fields: () => ({ contact_name: input('Anna', { maxLength: 64 }), contact_phone: input('+15550100', { maxLength: 32 }) }),
    content: (given) => ({ first_name: given.contact_name, phone_number: given.contact_phone }),
  },
  poll: {
    fields: () => ({
      poll_question: input('', { maxLength: 300 }),
      poll_options: make('textarea', { rows: 4, required: true }),
    }),
    content: (given) => ({
      question: given.poll_question,
      options: given.poll_options.split('\n').map((line) => line.trim()).filter(Boolean),
    }),
  },
};

/** @param send takes { location: .. }, { contact: .. } or { poll: .. } */
export function askContent(kind, send) {
  const fields = KINDS[kind].fields();
  const dialog = $('content-dialog');
  $('content-title').textContent = t(kind);
  $('content-fields').replaceChildren(...Object.entries(fields).map(([key, field]) => make('label', {}, make('span', {}, t(key)), field)));
  dialog.returnValue = '';
  dialog.showModal();
  dialog.onclose = () => {
    if (dialog.returnValue !== 'ok') return;
    const given = Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.value.trim()]));
    send({ [kind]: KINDS[kind].content(given) });
  };
}
$('content-cancel').addEventListener('click', () => $('content-dialog').close());
