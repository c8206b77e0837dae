// All words of the page, in the languages that the bot speaks.

const EN = {
  action_again: 'Another one',
  action_add_to_set: 'To my set',
  action_delete: 'Delete',
  action_download: 'Download',
  action_favourite: 'Favourite',
  action_restyle: 'Make it in this style',
  action_restyle_for: (price) => `Make it in this style for ${price}`,
  action_send: 'Send to the chat',
  all: 'All',
  as_table: 'As a table',
  by_day: (made, failed) => `Made and failed by day: ${made} made, ${failed} failed in all`,
  by_style: 'By style',
  cannot_again: 'The photo is no longer kept, so no other one can be made of it.',
  clear: 'Show everything',
  close: 'Close',
  copy: 'Download all',
  copy_begun: 'Your copy is put together. The download begins in a moment.',
  copy_late: 'Your copy is not ready yet. Try again in a minute.',
  connection_lost: 'No connection. What is here stays; the rest comes when you are back online.',
  credits: 'Credits',
  credits_buy: 'Send /buy to the bot to get more.',
  credits_have: (amount) => `You have ${amount}.`,
  credits_none: 'Nothing was got or spent yet.',
  credits_reserved: (amount) => `Another ${amount} are reserved for what is being made.`,
  day: 'Day',
  deleted: 'The sticker is deleted.',
  done_again: 'Another one is being made. It comes in the chat.',
  done_add_to_set: 'It goes into your set. The chat tells when it is there.',
  done_restyle: 'It is being made in that style and comes in the chat.',
  done_send: 'It is on its way: look into the chat.',
  elapsed: (time) => `for ${time}`,
  empty: 'No stickers yet',
  empty_text: 'Send a photo to the bot: it becomes a sticker and appears here.',
  failed: 'Your stickers could not be loaded',
  failures: 'Failed',
  failed_count: (count) => `${count} failed`,
  fact_cost: 'Cost',
  fact_count: 'Stickers in it',
  fact_created: 'Made',
  fact_delivered: 'Sent to you',
  fact_ended: 'Ended',
  fact_model: 'Model',
  fact_outline: 'Outline',
  fact_prompt: 'Prompt',
  fact_provider: 'Provider',
  fact_queue: 'In line',
  fact_reason: 'Reason',
  fact_requested: 'Asked for',
  fact_run: 'Drawn in',
  fact_set: 'Set',
  fact_shape: 'Shape',
  fact_state: 'State',
  fact_style: 'Style',
  fact_text: 'Text on it',
  fact_took: 'Took',
  fact_variant: 'Variant',
  favourite: 'favourite',
  favourites: 'Favourites',
  gone: 'This is not here any more.',
  in_credits: (amount, one) => `${amount} ${one ? 'credit' : 'credits'}`,
  in_line: (place) => `In line, number ${place}`,
  in_line_somewhere: 'In line',
  in_set: (title) => `In the set “${title}”`,
  in_some_set: 'In one set',
  line_grant: 'A gift',
  line_import: 'Brought along',
  line_import_spent: 'Spent before',
  line_late: 'A sticker that came late',
  line_other: 'Something else',
  line_purchase: 'Bought',
  line_refund: 'Given back',
  line_settle: 'A sticker',
  line_welcome: 'To begin with',
  made: 'Made',
  making: 'Being made',
  more_failed: 'The rest could not be loaded.',
  newer: 'Newer',
  no: 'no',
  no_answer: 'The library does not answer. Is there a connection?',
  not_now: (status, wait) => `The library has a pause just now. Please try again ${wait ? `in ${wait} s` : 'in a moment'}.`,
  nothing: 'Nothing is like that',
  nothing_text: 'Try other words, or look at everything.',
  older: 'Older',
  of_days: (days) => `${days} days`,
  open_set: 'Open in Telegram',
  open_sticker: 'Its sticker',
  period: 'Period',
  picture: 'Picture',
  pictures: 'Pictures',
  reason_CANCELLED: 'It was stopped.',
  reason_CONTENT: 'The model does not take this picture or wish.',
  reason_GONE: 'It was made, and could not be fetched.',
  reason_LOST: 'The model was asked, and its answer was lost.',
  reason_other: 'The model could not make it.',
  refused: (status) => `The library answered ${status}.`,
  restyle_to: 'Another style',
  search: 'Search in prompts',
  set: 'Set',
  sets: 'Sets',
  shape_card_as_asked: 'a card, as asked for',
  shape_card_no_subject: 'a card: nothing stood out',
  shape_cut_out: 'cut out',
  shape_own_transparency: 'its own transparency',
  show: 'Show',
  show_in_list: 'Show its stickers',
  sign_out: 'Sign out',
  signed_out: 'Nobody is signed in',
  signed_out_telegram: 'Close this page and open it once more from the chat with the bot.',
  signed_out_text: 'Send /library to the bot: it answers with a link that opens this page.',
  statistics: 'Statistics',
  statistics_none: 'Nothing was made in these days.',
  state_deleted: 'deleted',
  state_failed: 'not made',
  state_making: 'being made',
  state_open: 'ready',
  status_cancelled: 'cancelled',
  status_failed: 'failed',
  status_intended: 'about to be drawn',
  status_running: 'being drawn',
  status_succeeded: 'ready',
  status_unknown: 'outcome unknown',
  step: (step) => `Step ${step} of 7`,
  steps: ['Got the photo', 'Fetching the photo', 'Looking at the photo', 'Cutting out', 'Drawing the outline', 'Packing', 'Preparing the sticker'],
  sticker: 'Sticker',
  stickers: 'Stickers',
  stickers_in: (count) => `${count} ${count === 1 ? 'sticker' : 'stickers'}`,
  style: 'Style',
  style_any: 'All styles',
  style_filter: 'Style',
  title: 'My stickers',
  to_content: 'To the stickers',
  too_many: (status, wait) => `That was too much at once. Please try again ${wait ? `in ${wait} s` : 'in a moment'}.`,
  tools: 'Search and filters',
  try_again: 'Try again',
  undo: 'Undo',
  video: 'Video',
  videos: 'Videos',
  with_text: (text) => `“${text}”`,
  yes: 'yes',
};

const PLURAL = new Intl.PluralRules('ru');
const plural = (count, one, few, many) => `${count} ${{ one, few }[PLURAL.select(count)] ?? many}`;

const RU = {
  action_again: 'Сделать ещё',
  action_add_to_set: 'В мой набор',
  action_delete: 'Удалить',
  action_download: 'Скачать',
  action_favourite: 'Избранное',
  action_restyle: 'Сделать в этом стиле',
  action_restyle_for: (price) => `Сделать в этом стиле за ${price}`,
  action_send: 'Отправить в чат',
  all: 'Все',
  as_table: 'Таблицей',
  by_day: (made, failed) => `По дням, всего готово: ${made}, не вышло: ${failed}`,
  by_style: 'По стилям',
  cannot_again: 'Фото больше не хранится, поэтому ещё один из него не сделать.',
  clear: 'Показать всё',
  close: 'Закрыть',
  copy: 'Скачать всё',
  copy_begun: 'Собираю вашу копию. Загрузка вот-вот начнётся.',
  copy_late: 'Копия ещё не готова. Попробуйте через минуту.',
  connection_lost: 'Нет связи. Что загружено, остаётся; остальное появится, когда она вернётся.',
  credits: 'Кредиты',
  credits_buy: 'Чтобы купить ещё, отправьте боту /buy.',
  credits_have: (amount) => `У вас ${amount}.`,
  credits_none: 'Пока ничего не получено и не потрачено.',
  credits_reserved: (amount) => `Ещё ${amount} отложено на то, что сейчас делается.`,
  day: 'День',
  deleted: 'Стикер удалён.',
  done_again: 'Делаю ещё один. Он придёт в чат.',
  done_add_to_set: 'Кладу в ваш набор. Когда будет готово, скажу в чате.',
  done_restyle: 'Делаю в этом стиле. Стикер придёт в чат.',
  done_send: 'Отправляю: загляните в чат.',
  elapsed: (time) => `уже ${time}`,
  empty: 'Стикеров пока нет',
  empty_text: 'Пришлите боту фото: оно станет стикером и появится здесь.',
  failed: 'Стикеры не загрузились',
  failures: 'Не вышло',
  failed_count: (count) => `не вышло ${count}`,
  fact_cost: 'Стоимость',
  fact_count: 'Стикеров в нём',
  fact_created: 'Создан',
  fact_delivered: 'Отправлен вам',
  fact_ended: 'Закончено',
  fact_model: 'Модель',
  fact_outline: 'Контур',
  fact_prompt: 'Промпт',
  fact_provider: 'Сервис',
  fact_queue: 'В очереди',
  fact_reason: 'Причина',
  fact_requested: 'Запрошено',
  fact_run: 'Рисование',
  fact_set: 'Набор',
  fact_shape: 'Форма',
  fact_state: 'Состояние',
  fact_style: 'Стиль',
  fact_text: 'Надпись',
  fact_took: 'Заняло',
  fact_variant: 'Вариант',
  favourite: 'в избранном',
  favourites: 'Избранное',
  gone: 'Этого здесь больше нет.',
  in_credits: (amount) => `${amount} кр.`,
  in_line: (place) => `В очереди, место ${place}`,
  in_line_somewhere: 'В очереди',
  in_set: (title) => `В наборе «${title}»`,
  in_some_set: 'В одном наборе',
  line_grant: 'Подарок',
  line_import: 'Перенесено',
  line_import_spent: 'Потрачено раньше',
  line_late: 'Стикер, пришедший позже',
  line_other: 'Другое',
  line_purchase: 'Покупка',
  line_refund: 'Возврат',
  line_settle: 'Стикер',
  line_welcome: 'На старт',
  made: 'Готово',
  making: 'Сейчас делается',
  more_failed: 'Остальное не загрузилось.',
  newer: 'Новее',
  no: 'нет',
  no_answer: 'Библиотека не отвечает. Есть ли связь?',
  not_now: (status, wait) => `У библиотеки сейчас перерыв. Попробуйте ещё раз ${wait ? `через ${wait} с` : 'чуть позже'}.`,
  nothing: 'Такого нет',
  nothing_text: 'Попробуйте другие слова или посмотрите всё.',
  older: 'Старше',
  of_days: (days) => plural(days, 'день', 'дня', 'дней'),
  open_set: 'Открыть в Telegram',
  open_sticker: 'Его стикер',
  period: 'Период',
  picture: 'Картинка',
  pictures: 'Картинки',
  reason_CANCELLED: 'Остановлено.',
  reason_CONTENT: 'Модель не принимает эту картинку или пожелание.',
  reason_GONE: 'Картинка была готова, но получить её не удалось.',
  reason_LOST: 'Модель получила запрос, но её ответ потерян.',
  reason_other: 'Модель не смогла это сделать.',
  refused: (status) => `Библиотека ответила ${status}.`,
  restyle_to: 'Другой стиль',
  search: 'Поиск по промптам',
  set: 'Набор',
  sets: 'Наборы',
  shape_card_as_asked: 'карточка, как вы просили',
  shape_card_no_subject: 'карточка: ничто не выделялось',
  shape_cut_out: 'вырезан',
  shape_own_transparency: 'своя прозрачность',
  show: 'Показать',
  show_in_list: 'Показать его стикеры',
  sign_out: 'Выйти',
  signed_out: 'Вход не выполнен',
  signed_out_telegram: 'Закройте эту страницу и откройте её ещё раз из чата с ботом.',
  signed_out_text: 'Отправьте боту /library: он ответит ссылкой, которая открывает эту страницу.',
  statistics: 'Статистика',
  statistics_none: 'В эти дни ничего не делалось.',
  state_deleted: 'удалён',
  state_failed: 'не получился',
  state_making: 'собирается',
  state_open: 'готов',
  status_cancelled: 'отменено',
  status_failed: 'не вышло',
  status_intended: 'скоро начнётся',
  status_running: 'рисуется',
  status_succeeded: 'готово',
  status_unknown: 'итог неизвестен',
  step: (step) => `Шаг ${step} из 7`,
  steps: ['Получил фото', 'Загружаю фото', 'Смотрю на фото', 'Вырезаю', 'Рисую контур', 'Упаковываю', 'Подготавливаю стикер'],
  sticker: 'Стикер',
  stickers: 'Стикеры',
  stickers_in: (count) => plural(count, 'стикер', 'стикера', 'стикеров'),
  style: 'Стиль',
  style_any: 'Все стили',
  style_filter: 'Стиль',
  title: 'Мои стикеры',
  to_content: 'К стикерам',
  too_many: (status, wait) => `Слишком много за один раз. Попробуйте ещё раз ${wait ? `через ${wait} с` : 'чуть позже'}.`,
  tools: 'Поиск и фильтры',
  try_again: 'Попробовать ещё раз',
  undo: 'Вернуть',
  video: 'Видео',
  videos: 'Видео',
  with_text: (text) => `«${text}»`,
  yes: 'есть',
};

const KEY = 'stickermill.library.language';
let language = 'en';
let words = EN;
let forms = formsOf(language);

/** Whether that is another language than before. */
export function speak(wanted) {
  const known = String(wanted).startsWith('ru') ? 'ru' : 'en';
  const other = known !== language;
  language = known;
  words = known === 'ru' ? RU : EN;
  forms = formsOf(known);
  try {
    localStorage.setItem(KEY, known);
  } catch {
    // The next visit begins in the browser's language.
  }
  return other;
}

/** The language of the last visit, or the browser's. */
export function languageBefore() {
  try {
    return localStorage.getItem(KEY) ?? navigator.language;
  } catch {
    return navigator.language;
  }
}

export function t(key, ...args) {
  const found = words[key] ?? EN[key] ?? key;
  return typeof found === 'function' ? found(...args) : found;
}

/** The words of what stands in the HTML. */
export function name(root = document) {
  document.documentElement.lang = language;
  document.title = t('title');
  for (const element of root.querySelectorAll('[data-t]')) element.textContent = t(element.dataset.t);
  for (const element of root.querySelectorAll('[data-t-label]')) element.setAttribute('aria-label', t(element.dataset.tLabel));
  for (const element of root.querySelectorAll('[data-t-title]')) element.title = t(element.dataset.tTitle);
  for (const element of root.querySelectorAll('[data-t-placeholder]')) element.placeholder = t(element.dataset.tPlaceholder);
}

function formsOf(locale) {
  const date = (options) => new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, options);
  const unit = (name, digits) => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits });
  return {
    day: date({ day: 'numeric', month: 'long' }),
    dayOfYear: date({ day: 'numeric', month: 'long', year: 'numeric' }),
    short: date({ day: 'numeric', month: 'short' }),
    shortOfYear: date({ day: 'numeric', month: 'short', year: 'numeric' }),
    utc: date({ day: 'numeric', month: 'short', timeZone: 'UTC' }),
    time: date({ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
    money: new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', maximumFractionDigits: 4 }),
    number: new Intl.NumberFormat(locale),
    signed: new Intl.NumberFormat(locale, { signDisplay: 'always', minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    tenths: unit('second', 1),
    seconds: unit('second', 0),
    minutes: unit('minute', 0),
  };
}

const thisYear = (date) => date.getFullYear() === new Date().getFullYear();

/** '30 November', and with the year if it is another one. */
export const dayOf = (at) => (thisYear(new Date(at)) ? forms.day : forms.dayOfYear).format(new Date(at));
export const shortDay = (at) => (thisYear(new Date(at)) ? forms.short : forms.shortOfYear).format(new Date(at));
export const timeOf = (at) => forms.time.format(new Date(at));
/** @param day a date without a time, such as 2026-11-30 */
export const plainDay = (day) => forms.utc.format(new Date(`${day}T00:00:00Z`));
export const money = (dollars) => forms.money.format(Number(dollars));
/** @param amount in text, which is read as a decimal number and never as a double */
export const inCredits = (amount) => t('in_credits', forms.number.format(amount), Number(amount) === 1);
/** '+2.50' or '−2.50' */
export const signed = (amount) => forms.signed.format(amount).replace('-', '−');
export const number = (count) => forms.number.format(count);

export function duration(ms) {
  if (ms < 9_950) return forms.tenths.format(ms / 1000);
  const seconds = Math.round(ms / 1000);
  return seconds < 120 ? forms.seconds.format(seconds) : `${forms.minutes.format(Math.floor(seconds / 60))} ${forms.seconds.format(seconds % 60)}`;
}
