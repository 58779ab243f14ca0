// Charts of rows one below the other, each called by lines of text above its marks: a scenario, a
// programme, a review figure.

import { coloured, countedMark, scenarioColour, scenarioIndex, whereKnown } from './looks.js';
import { headingOf, same } from './tables.js';
import { count, interval, money, moneyScale, page, say, signed, text } from './words.js';

const lineHeight = 15;
const below = 14; // the marks' distance from the end of their row
const rowOf = { field: 'row', type: 'ordinal', axis: null, scale: { type: 'band', padding: 0 } };

/** A text in lines of so many characters, broken between words. */
function lines(words, most) {
  const made = [''];
  for (const word of words.split(' ')) {
    const longer = made.at(-1) ? `${made.at(-1)} ${word}` : word;
    if (longer.length <= most || !made.at(-1)) made[made.length - 1] = longer;
    else made.push(word);
  }
  return made;
}

/**
 * A chart of rows: {height, offset, layers}, where marks are `offset` below the middle of a row.
 *
 * @param rows  each with `row`, its index, and `name` and `value`, by which it is called
 */
function rowsFor(rows, width) {
  const most = Math.floor(width / 6.7);
  const calls = rows.map(({ row, name, value }) => {
    const together = `${name}: ${value}`;
    return { row, call: together.length <= most ? [together] : [...lines(name, most), value] };
  });
  const tallest = Math.max(...calls.map(({ call }) => call.length));
  for (const one of calls) while (one.call.length < tallest) one.call.unshift('');
  const height = lineHeight * tallest + 2 * below;
  const offset = height / 2 - below;
  return {
    height: height * rows.length,
    offset,
    layers: [
      {
        data: { values: calls },
        mark: { type: 'rule', color: 'var(--grid)', yOffset: offset },
        encoding: { x: { value: 0 }, x2: { value: 'width' }, y: rowOf },
      },
      {
        data: { values: calls },
        mark: {
          type: 'text',
          align: 'left',
          baseline: 'top',
          lineHeight,
          yOffset: 4 - height / 2,
          limit: width - 4,
        },
        encoding: { x: { value: 0 }, y: rowOf, text: { field: 'call' } },
      },
    ],
  };
}

/** Rows with a mean and an interval. */
function intervals(rows, title, width) {
  const { height, offset: yOffset, layers } = rowsFor(rows, width);
  const x = (field) => ({ field, type: 'quantitative', title, axis: { grid: false } });
  const color = { field: 'colour', scale: null };
  return {
    data: { values: rows },
    height,
    layer: [
      ...layers,
      {
        mark: { type: 'tick', size: 12, thickness: 2, color: 'var(--rule)', yOffset },
        encoding: { x: { datum: 0, type: 'quantitative' }, y: rowOf },
      },
      ...whereKnown(rows, {
        mark: { type: 'rule', strokeWidth: 4, opacity: 0.5, yOffset },
        encoding: { x: x('low'), x2: { field: 'high' }, y: rowOf, color },
      }),
      {
        mark: { type: 'point', filled: true, size: 90, opacity: 1, yOffset },
        encoding: { x: x('mean'), y: rowOf, color },
      },
    ],
  };
}

const withoutBaseline = (rows) => rows.filter((row) => scenarioIndex(row.scenario) > 0);

function differenceRows(rows, [mean, low, high], note) {
  return rows.map((row, i) => ({
    row: i,
    name: text(row.scenario),
    value: note(row),
    mean: row[mean],
    low: row[low],
    high: row[high],
    colour: scenarioColour(row.scenario),
  }));
}

const saidRows = (rows) =>
  rows.map(({ name, value }) => say('page.alt_row', name, value)).join(' ');

/** What each scenario averts, called with its price. */
export function summaryChart(rows, choice, table) {
  const values = differenceRows(
    withoutBaseline(rows),
    ['averted', 'averted_low', 'averted_high'],
    (row) =>
      `${interval(row.averted, row.averted_low, row.averted_high, signed)}; ` +
      (row.extra_spending > 0 ? '+' : '') +
      (row.extra_spending === null ? '–' : money(row.extra_spending)),
  );
  if (values.length === 0) return undefined;
  return {
    alt: saidRows(values),
    plan: (width) => intervals(values, headingOf(table, 'averted'), width),
  };
}

/** Poor households less those of the baseline. */
export function differenceChart(rows, choice, table) {
  const values = differenceRows(
    rows,
    ['poor_less_baseline', 'poor_less_baseline_low', 'poor_less_baseline_high'],
    (row) =>
      interval(
        row.poor_less_baseline,
        row.poor_less_baseline_low,
        row.poor_less_baseline_high,
        signed,
      ),
  );
  return {
    alt: saidRows(values),
    plan: (width) => intervals(values, headingOf(table, 'poor_less_baseline'), width),
  };
}

/** Spending of each programme, by payer. */
export function costChart(rows) {
  const paid = rows.filter((row) => !same(row.programme, page.total) && row.total > 0);
  if (paid.length === 0) return undefined;
  const programmes = [...new Set(paid.map((row) => text(row.programme)))];
  const payers = [...new Set(paid.map((row) => text(row.payer)))];
  const spent = (name) =>
    paid.filter((row) => text(row.programme) === name).reduce((sum, row) => sum + row.total, 0);
  programmes.sort((a, b) => spent(b) - spent(a));
  const { factor, words } = moneyScale(spent(programmes[0]));
  const values = paid.map((row) => ({
    row: programmes.indexOf(text(row.programme)),
    name: text(row.payer),
    money: row.total / factor,
  }));
  const called = programmes.map((name, row) => ({ row, name, value: money(spent(name)) }));
  return {
    alt: saidRows(called),
    plan: (width) => {
      const { height, offset, layers } = rowsFor(called, width);
      return {
        height,
        layer: [
          ...layers,
          {
            data: { values },
            mark: { type: 'bar', size: 12, yOffset: offset },
            encoding: {
              x: {
                field: 'money',
                type: 'quantitative',
                title: words,
                stack: 'zero',
                axis: { grid: false },
              },
              y: rowOf,
              color: coloured(payers, width),
            },
          },
        ],
      };
    },
  };
}

/** Each review figure beside its projection. */
export function actualsChart(rows, choice) {
  const of = rows.filter(
    (row) => text(row.what) === say(`what.${choice.measure}`) && row.projected !== null,
  );
  if (of.length === 0) return undefined;
  const values = of.map((row, i) => ({
    row: i,
    name: `${text(row.date)}, ${text(row.unit_of_review)}, ${text(row.standard)}`,
    value: say(
      'page.counted_projected',
      count(row.actual),
      interval(row.projected, row.low, row.high),
    ),
    mean: row.projected,
    low: row.low,
    high: row.high,
    actual: row.actual,
    role: text(row.role),
    colour: 'var(--c1)',
  }));
  const present = values.map(({ role }) => role);
  const x = { field: 'actual', type: 'quantitative', title: say(`what.${choice.measure}`) };
  return {
    alt: saidRows(values),
    plan: (width) => {
      const base = intervals(values, say(`what.${choice.measure}`), width);
      const { offset } = rowsFor(values, width);
      return {
        ...base,
        layer: [...base.layer, countedMark(width, present, { x, y: rowOf }, offset)],
      };
    },
  };
}
