// What is shown stands in the address, so that a reload and Back find it again.

export const KINDS = ['all', 'sticker', 'picture', 'video', 'set'];
export const EVERYTHING = { kind: 'all', style: '', favourite: false, text: '', set: '' };

const ID = /^[\w-]{1,64}$/;
const OPEN = /^(sticker|picture|video|set)\.([\w-]{1,64})$/;

export function read(search = location.search) {
  const query = new URLSearchParams(search);
  const id = (name) => (ID.test(query.get(name) ?? '') ? query.get(name) : '');
  const kind = query.get('kind') ?? 'all';
  return {
    kind: KINDS.includes(kind) ? kind : 'all',
    style: id('style'),
    favourite: query.get('favourite') === 'true',
    text: (query.get('text') ?? '').slice(0, 100),
    set: id('set'),
  };
}

/** What lies open above the list: { kind, id }, kind 'statistics' or 'credits' without an id, or null. */
export function opened(search = location.search) {
  const open = new URLSearchParams(search).get('open') ?? '';
  if (open === 'statistics' || open === 'credits') return { kind: open };
  const [, kind, id] = OPEN.exec(open) ?? [];
  return kind ? { kind, id } : null;
}

export function address(filters, open) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value !== EVERYTHING[name]) query.set(name, value);
  if (open) query.set('open', open.id ? `${open.kind}.${open.id}` : open.kind);
  return location.pathname + (String(query) && `?${query}`);
}

export const same = (one, other) => Object.keys(EVERYTHING).every((name) => one[name] === other[name]);
