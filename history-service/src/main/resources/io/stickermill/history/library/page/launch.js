// How the page was opened: what Telegram, or a link of the bot's, says behind the # of the address. None of it stays there.

/** Gives { proof: { init_data } or { link } or null, theme, language, telegram, copy: whether all is to be downloaded }. */
export function launched() {
  const said = new URLSearchParams(location.hash.slice(1));
  const data = said.get('tgWebAppData');
  const link = said.get('link');
  const telegram = said.has('tgWebAppVersion') || said.has('tgWebAppPlatform') || Boolean(data);
  if (telegram || link) history.replaceState(history.state, '', location.pathname + location.search);
  return {
    proof: data ? { init_data: data } : link ? { link } : null,
    theme: parsed(said.get('tgWebAppThemeParams')),
    language: parsed(new URLSearchParams(data ?? '').get('user'))?.language_code,
    telegram,
    copy: said.has('copy'),
  };
}

function parsed(json) {
  try {
    return JSON.parse(json ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}
