// The only way in which this page makes elements: text stays text, whoever wrote it.

export const $ = (id) => document.getElementById(id);

/** @param properties of the element; `data` is an object, `on` maps events to listeners */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'on') for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === 'data') Object.assign(element.dataset, value);
    else if (name === 'role' || name.startsWith('aria-')) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** @param columns [name, (row) => text or number] */
export function table(columns, rows) {
  return make(
    'table', {},
    make('thead', {}, make('tr', {}, ...columns.map(([name]) => make('th', { textContent: name })))),
    make('tbody', {}, ...rows.map((row) => make('tr', {}, ...columns.map(([name, of]) => {
      const value = of(row);
      return make('td', {
        textContent: typeof value === 'number' ? value.toLocaleString('en') : value ?? '',
        className: typeof value === 'number' ? 'number' : '',
        data: { name },
      });
    })))));
}
