// Telegram's colours, if Telegram says them; else the page is light or dark as the system is.

const KEY = 'stickermill.library.theme';
const COLOUR = /^#[0-9a-f]{6}$/i;
const READABLE = 4.5; // WCAG AA
const root = document.documentElement;

/** @param said the colours as Telegram says them, or undefined for those that this tab knows already */
export function theme(said) {
  const colours = checked(said ?? remembered());
  if (!colours.bg_color) return;
  remember(colours);
  const dark = light(colours.bg_color) < 0.18;
  const surface = colours.bg_color;
  const text = readable(colours.text_color ?? (dark ? '#ffffff' : '#000000'), surface, dark);
  const back = colours.secondary_bg_color ?? mixed(surface, text, 0.05);
  const button = colours.button_color ?? (dark ? '#2f7cc4' : '#1f74c4');
  const label = colours.button_text_color ?? '#ffffff';
  const set = {
    surface, back, text,
    // The hint must be read on both grounds: that with less contrast decides.
    muted: readable(readable(colours.hint_color ?? mixed(text, surface, 0.4), surface, dark), back, dark),
    link: readable(readable(colours.link_color ?? button, surface, dark), back, dark),
    accent: readable(button, label, light(label) < 0.18),
    'accent-text': label,
    line: mixed(surface, text, 0.12),
    'surface-2': mixed(back, text, dark ? 0.07 : 0.045),
  };
  root.dataset.scheme = dark ? 'dark' : 'light';
  for (const [name, value] of Object.entries(set)) root.style.setProperty(`--${name}`, value);
}

// A frame of another site may have no storage: then a reload is without these colours.
function remember(colours) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(colours));
  } catch {
    // So be it.
  }
}

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

const checked = (said) => Object.fromEntries(Object.entries(said ?? {}).filter(([, value]) => COLOUR.test(value)));

const parts = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

function mixed(one, other, share) {
  const others = parts(other);
  return `#${parts(one).map((part, i) => Math.round(part + (others[i] - part) * share).toString(16).padStart(2, '0')).join('')}`;
}

// Relative luminance, w3.org/TR/WCAG22.
function light(colour) {
  const [red, green, blue] = parts(colour).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

// The colour itself, or as little lighter or darker as it takes.
function readable(colour, ground, lighter) {
  for (let share = 0; share < 1; share += 0.05) {
    const tried = mixed(colour, lighter ? '#ffffff' : '#000000', share);
    if (contrast(tried, ground) >= READABLE) return tried;
  }
  return lighter ? '#ffffff' : '#000000';
}
