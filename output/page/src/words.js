// What the page says, in the language that is chosen: texts, phrases, numbers.

export const page = JSON.parse(document.getElementById('document').textContent);

const languages = ['en', 'vi'];
let chosen = languages.indexOf(page.language);
let formats = new Map();

export const language = () => languages[chosen];

export function choose(name) {
  chosen = languages.indexOf(name);
  formats = new Map();
}

export const otherLanguage = () => languages[1 - chosen];

/** A text of the document: a cell [index]. */
export function text(cell) {
  const found = page.texts[cell[0]];
  return typeof found === 'string' ? found : found[chosen];
}

/** A phrase of the catalogue with each {} in it replaced by the next of the texts. */
export function say(key, ...texts) {
  const pieces = page.phrases[key][chosen].split('{}');
  return pieces.map((piece, i) => (i === 0 ? piece : (texts[i - 1] ?? '') + piece)).join('');
}

function formatted(number, options) {
  const key = JSON.stringify(options);
  if (!formats.has(key)) {
    formats.set(key, new Intl.NumberFormat(language() === 'vi' ? 'vi-VN' : 'en-GB', options));
  }
  return formats
    .get(key)
    .format(number === 0 ? 0 : number)
    .replace('-', '−');
}

const decimals = (most) => ({ maximumFractionDigits: most });

/** Households: from 100 on whole, below with a decimal. */
export const count = (number) => formatted(number, decimals(Math.abs(number) < 99.95 ? 1 : 0));
export const whole = (number) => formatted(number, decimals(0));
export const share = (number) =>
  `${formatted(100 * number, { maximumSignificantDigits: 3, maximumFractionDigits: 4 })} %`;
export const signed = (number) => (number > 0 ? '+' : '') + count(number);

const scales = [
  [1e9, 'scale.billion'],
  [1e6, 'scale.million'],
  [1e3, 'scale.thousand'],
];

/** The scale in which money up to an amount is told: its factor and its words. */
export function moneyScale(largest) {
  const [factor, word] = scales.find(([factor]) => Math.abs(largest) >= factor) ?? [1, undefined];
  const currency = text(page.currency);
  return { factor, words: word ? `${say(word)} ${currency}` : currency };
}

export function money(number) {
  if (number === 0) return '0';
  const { factor, words } = moneyScale(number);
  const told = number / factor;
  const size = Math.abs(told);
  return `${formatted(told, decimals(size < 9.995 ? 2 : size < 99.95 ? 1 : 0))} ${words}`;
}

const asIs = (number) => formatted(number, { maximumSignificantDigits: 12 });

const ways = {
  whole,
  mean: count,
  money,
  share,
  year: String,
  as_is: asIs,
  text: asIs,
};

/** A number as the table's plan for its column shows it. */
export const shown = (number, way) => ways[way](number);

/** 240 (205–281), or 240 where there is no interval. */
export function interval(mean, low, high, way = count) {
  if (mean === null) return '–';
  if (low === null || high === null) return way(mean);
  const phrase = low < 0 ? 'answer.signed_interval' : 'answer.interval';
  return say(phrase, way(mean), whole(low), whole(high));
}

/** What a chart's axes need to write numbers as the language does. */
export const numberLocale = () =>
  language() === 'vi'
    ? { decimal: ',', thousands: '.', grouping: [3], currency: ['', ''], minus: '−' }
    : { decimal: '.', thousands: ',', grouping: [3], currency: ['', ''], minus: '−' };
