// The only way in which this page makes elements: text stays text, whoever wrote it.

export const $ = (id) => document.getElementById(id);

const ATTRIBUTES = ['role', 'scope', 'for'];

/** @param properties properties of the element; `data` and `aria` are objects, `on` maps events to listeners */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name === 'on') for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === 'data') Object.assign(element.dataset, value);
    else if (name === 'aria') for (const [key, state] of Object.entries(value)) element.setAttribute(`aria-${key}`, state);
    else if (ATTRIBUTES.includes(name)) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...some(children));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** @param attributes of the element, as they are */
export function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined && value !== null) element.setAttribute(name, value);
  element.append(...some(children));
  return element;
}

const some = (children) => children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);

export const icon = (name) => draw('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, draw('path', { d: ICONS[name] }));

const ICONS = {
  again: 'M20 12a8 8 0 1 1-2.5-5.8M20 3v5h-5',
  close: 'M6 6l12 12M18 6 6 18',
  cross: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm-3 6 6 6m0-6-6 6',
  download: 'M12 4v11m0 0-4.5-4.5M12 15l4.5-4.5M5 20h14',
  next: 'm9 5 7 7-7 7',
  open: 'M14 4h6v6m0-6-9 9M10 5H5v14h14v-5',
  picture: 'M4 5h16v14H4Zm0 11 5-5 4 4 3-3 4 4M15.5 9.5h.01',
  plus: 'M12 5v14M5 12h14',
  previous: 'm15 5-7 7 7 7',
  remove: 'M5 7h14M10 7V4h4v3m-7 0 1 13h8l1-13m-7 4v5m4-5v5',
  send: 'm4 12 16-8-5 16-3-7Z',
  set: 'M8 8h12v12H8ZM4 16V4h12',
  star: 'm12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L3.5 9.7l5.9-.8Z',
  sticker: 'M7 3h10a4 4 0 0 1 4 4v7l-7 7H7a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4Zm14 11h-3a4 4 0 0 0-4 4v3M8.5 9.5h.01m6.5 0h.01M9 13.5c.8 1.3 2 1.9 3.5 1.7',
  style: 'M4 20c4 0 5-2 5-4s2-3 3.5-1.5S13 19 9 20Zm8-7 8-9-9 8',
  video: 'm8 5 11 7-11 7Z',
  wait: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm0 4v5l3.5 2',
};
