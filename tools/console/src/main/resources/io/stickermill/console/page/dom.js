// The only way in which this page makes elements: text stays text, whoever wrote it.

export const $ = (id) => document.getElementById(id);

/** @param properties properties of the element; `data` and `aria` are objects, `on` maps events to listeners */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name === 'on') for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === 'data') Object.assign(element.dataset, value);
    else if (name === 'aria') for (const [key, state] of Object.entries(value)) element.setAttribute(`aria-${key}`, state);
    else if (name === 'role' || name === 'scope') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** @param attributes of the element, as they are; `on` maps events to listeners */
export function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null) continue;
    if (name === 'on') for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Only what has changed is put in place of the old: what a person reads, marks or types in stays. */
export function put(parent, ...children) {
  const fresh = children.flat().filter(Boolean);
  fresh.forEach((child, i) => {
    const old = parent.children[i];
    if (!old) parent.append(child);
    else if (!old.isEqualNode(child) && !old.contains(document.activeElement)) old.replaceWith(child);
    else if (!old.isEqualNode(child)) morph(old, child);
  });
  while (parent.children.length > fresh.length) parent.lastElementChild.remove();
}

// Where the focus is, texts and attributes change and elements stay.
function morph(old, fresh) {
  if (old.tagName !== fresh.tagName || old.children.length !== fresh.children.length) {
    if (!old.contains(document.activeElement)) old.replaceWith(fresh);
    return;
  }
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (!old.children.length && old.textContent !== fresh.textContent) old.textContent = fresh.textContent;
  [...old.children].forEach((child, i) => morph(child, fresh.children[i]));
}

/** A table; each cell of `rows` is a text, a number or an element. */
export function table(heads, rows, { caption, numbers = [] } = {}) {
  return make('div', { className: 'wide' }, make('table', {},
    caption ? make('caption', {}, caption) : null,
    make('thead', {}, make('tr', {}, heads.map((head, i) => make('th', { scope: 'col', className: numbers.includes(i) ? 'number' : '' }, head)))),
    make('tbody', {}, rows.map((row) => make('tr', { data: row.bad ? { bad: 'yes' } : {} }, (row.cells ?? row).map((cell, i) =>
      make('td', { data: { name: heads[i] }, className: numbers.includes(i) ? 'number' : '' }, cell instanceof Node ? cell : String(cell ?? '–'))))))));
}

export const link = (href, text, className) => make('a', { href, className }, text);
export const code = (text) => make('code', {}, text);
