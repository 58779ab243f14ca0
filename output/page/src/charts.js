// The charts by the name of their section: what may be chosen, and how it is drawn.
//
// A chart is {choose, pick, draw}: `choose` lists columns of which one value is shown at a time,
// `pick` a column of which several are, and `draw(rows, choice)` gives {alt, plan}, the plan being a
// Vega-Lite specification for a width. A section without an entry here is a table.

import { page, text, say, count, money, moneyScale, interval, signed } from './words.js';
import { same } from './tables.js';

const colours = 7; // of the style sheet: --c0 to --c6; further scenarios are dashed
const dashes = [[], [6, 3], [2, 2]];

export const scenarioIndex = (cell) =>
  Math.max(
    0,
    page.scenarios.findIndex((scenario) => same(scenario.name, cell)),
  );
export const scenarioColour = (cell) => `var(--c${scenarioIndex(cell) % colours})`;
export const scenarioStyle = (cell) =>
  `c${scenarioIndex(cell) % colours} d${Math.floor(scenarioIndex(cell) / colours) % dashes.length}`;
const scenarioDash = (cell) =>
  dashes[Math.floor(scenarioIndex(cell) / colours) % dashes.length];

const measures = ['poor', 'near_poor'];
const measure = { key: 'measure', label: 'page.measure', values: measures, say: (m) => say(`what.${m}`) };
const standard = { key: 'standard', label: 'page.standard', start: page.national };
const scenario = { key: 'scenario', label: 'page.scenario' };
const firstSize = (width) => (width < 500 ? 240 : 320);
const columnsFor = (width, names) =>
  Math.max(1, Math.floor(width / (40 + 7 * Math.max(...names.map((name) => name.length), 1))));

/** A scale that gives each name its colour, with a legend that fits. */
const coloured = (names, range, width, title = null) => ({
  field: 'name',
  type: 'nominal',
  title,
  scale: { domain: names, range },
  legend: { columns: columnsFor(width, names), labelLimit: Math.max(100, width - 30) },
});

const years = { field: 'year', type: 'ordinal', title: null, axis: { labelAngle: 0, grid: false } };

// Rows one below the other, each called by lines of text above its marks.
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
      {
        transform: [{ filter: 'isValid(datum.low)' }],
        mark: { type: 'rule', strokeWidth: 4, opacity: 0.5, yOffset },
        encoding: { x: x('low'), x2: { field: 'high' }, y: rowOf, color },
      },
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

const headingOf = (table, key) =>
  text(table.columns.find((column) => column.key === key).heading);

const saidRows = (rows) => rows.map(({ name, value }) => say('page.alt_row', name, value)).join(' ');

/** Review figures of the province as points of a chart by year. */
function pointsOf(choice) {
  return page.points
    .filter((point) => same(point.standard, choice.standard) && point.what === choice.measure)
    .map(({ year, value, role }) => ({ year, value, role: say(`role.${role}`) }));
}

const roles = ['built-in', 'fit', 'held-out', 'information'];
const shapes = ['square', 'triangle-up', 'circle', 'cross'];

const countedMark = (width, present, position, yOffset = 0) => ({
  mark: {
    type: 'point',
    size: 80,
    filled: false,
    strokeWidth: 2,
    color: 'var(--ink)',
    opacity: 1,
    yOffset,
  },
  encoding: {
    ...position,
    shape: {
      field: 'role',
      type: 'nominal',
      title: say('page.counted'),
      scale: { domain: roles.map((role) => say(`role.${role}`)), range: shapes },
      legend: { columns: width < 500 ? 2 : 4, values: roles.map((role) => say(`role.${role}`)).filter((role) => present.includes(role)) },
    },
  },
});

const byYear = {
  choose: [standard, measure],
  pick: 'scenario',
  draw(rows, choice) {
    const of = (row, end) => row[choice.measure + end];
    const values = rows.map((row) => ({
      year: row.year,
      name: text(row.scenario),
      mean: of(row, ''),
      low: of(row, '_low'),
      high: of(row, '_high'),
      colour: scenarioColour(row.scenario),
    }));
    const names = [...new Set(values.map((value) => value.name))];
    const cells = names.map((name) => rows.find((row) => text(row.scenario) === name).scenario);
    const title = say(`what.${choice.measure}`);
    const alt = names.map((name) => {
      const line = values.filter((value) => value.name === name);
      const [first, last] = [line[0], line.at(-1)];
      return say('page.alt_series', name, count(first.mean), String(first.year), count(last.mean),
        String(last.year));
    });
    const colour = {
      field: 'name',
      type: 'nominal',
      scale: { domain: names, range: cells.map(scenarioColour) },
      legend: null,
    };
    const y = (field) => ({ field, type: 'quantitative', title });
    const points = pointsOf(choice);
    const present = points.map(({ role }) => role);
    return {
      alt: alt.join(' '),
      plan: (width) => ({
        height: firstSize(width),
        encoding: { x: { ...years, scale: { padding: 0.3 } } },
        layer: [
          {
            data: { values },
            transform: [{ filter: 'isValid(datum.low)' }],
            mark: { type: 'area', opacity: 0.16 },
            encoding: { y: y('low'), y2: { field: 'high' }, color: colour },
          },
          {
            data: { values },
            mark: { type: 'line', strokeWidth: 2.5 },
            encoding: {
              y: y('mean'),
              color: colour,
              strokeDash: {
                field: 'name',
                type: 'nominal',
                scale: { domain: names, range: cells.map(scenarioDash) },
                legend: null,
              },
            },
          },
          ...(points.length > 0
            ? [{ data: { values: points }, ...countedMark(width, present, { y: y('value') }) }]
            : []),
        ],
      }),
    };
  },
};

const flowKinds = [
  ['out', -1, 'var(--c3)'],
  ['back', 1, 'var(--c4)'],
  ['newly_arisen', 1, 'var(--c2)'],
];

const flows = {
  choose: [standard, scenario],
  draw(rows, choice, table) {
    const names = flowKinds.map(([key]) => headingOf(table, key));
    const values = rows.flatMap((row) =>
      flowKinds.map(([key, sign], i) => ({
        year: row.year,
        name: names[i],
        households: sign * row[key],
      })),
    );
    return {
      alt: rows
        .map((row) =>
          say('page.alt_row', String(row.year),
            flowKinds.map(([key], i) => `${names[i]} ${count(row[key])}`).join(', ')),
        )
        .join(' '),
      plan: (width) => ({
        data: { values },
        height: firstSize(width),
        layer: [
          {
            mark: { type: 'bar', width: { band: 0.6 } },
            encoding: {
              x: years,
              y: {
                field: 'households',
                type: 'quantitative',
                title: say('what.households'),
                stack: 'zero',
                axis: { labelExpr: "format(abs(datum.value), ',')" },
              },
              color: coloured(names, flowKinds.map(([, , colour]) => colour), width),
            },
          },
          { mark: { type: 'rule', color: 'var(--rule)' }, encoding: { y: { datum: 0 } } },
        ],
      }),
    };
  },
};

const summary = {
  draw(rows, choice, table) {
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
  },
};

const differences = {
  choose: [standard, { key: 'year', label: 'page.year' }],
  draw(rows, choice, table) {
    const values = differenceRows(
      rows,
      ['poor_less_baseline', 'poor_less_baseline_low', 'poor_less_baseline_high'],
      (row) =>
        interval(row.poor_less_baseline, row.poor_less_baseline_low, row.poor_less_baseline_high,
          signed),
    );
    return {
      alt: saidRows(values),
      plan: (width) => intervals(values, headingOf(table, 'poor_less_baseline'), width),
    };
  },
};

const costs = {
  choose: [scenario],
  draw(rows) {
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
    const range = payers.map((_, i) => `var(--c${(i % (colours - 1)) + 1})`);
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
                color: coloured(payers, range, width),
              },
            },
          ],
        };
      },
    };
  },
};

const classified = {
  choose: [{ key: 'other_standard', label: 'page.other_standard' }],
  draw(rows) {
    const called = (row) => say('page.found_pair', text(row.found), text(row.found_by_other));
    const names = [...new Set(rows.filter((row) => row.households > 0).map(called))];
    if (names.length === 0) return undefined;
    const values = rows
      .map((row) => ({ year: row.year, name: called(row), households: row.households }))
      .filter((value) => names.includes(value.name));
    const total = (year) =>
      values.filter((value) => value.year === year).reduce((sum, v) => sum + v.households, 0);
    return {
      alt: [...new Set(values.map((value) => value.year))]
        .map((year) => say('page.alt_row', String(year), count(total(year))))
        .join(' '),
      plan: (width) => ({
        data: { values },
        height: firstSize(width),
        mark: { type: 'bar', width: { band: 0.6 } },
        encoding: {
          x: years,
          y: { field: 'households', type: 'quantitative', title: say('what.households') },
          color: coloured(names, names.map((_, i) => `var(--c${(i % (colours - 1)) + 1})`), width),
        },
      }),
    };
  },
};

const actuals = {
  choose: [measure],
  draw(rows, choice) {
    const of = rows.filter(
      (row) => text(row.what) === say(`what.${choice.measure}`) && row.projected !== null,
    );
    if (of.length === 0) return undefined;
    const values = of.map((row, i) => ({
      row: i,
      name: `${text(row.date)}, ${text(row.unit_of_review)}, ${text(row.standard)}`,
      value: say('page.counted_projected', count(row.actual),
        interval(row.projected, row.low, row.high)),
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
        return { ...base, layer: [...base.layer, countedMark(width, present, { x, y: rowOf }, offset)] };
      },
    };
  },
};

const factorsOf = (table) =>
  table.columns.map((column) => column.key).filter((key) => key.startsWith('factor:'));

const sweep = {
  choose: [
    {
      key: 'factor',
      label: 'page.factor',
      valuesOf: factorsOf,
      say: (key) => key.slice('factor:'.length),
    },
    { key: 'year', label: 'page.year' },
  ],
  pick: 'scenario',
  draw(rows, choice, table) {
    const single = factorsOf(table).length === 1;
    const values = rows.map((row) => ({
      at: row[choice.factor],
      name: text(row.scenario),
      mean: row.poor,
      low: row.poor_low,
      high: row.poor_high,
    }));
    const names = [...new Set(values.map((value) => value.name))];
    const cells = names.map((name) => rows.find((row) => text(row.scenario) === name).scenario);
    const color = {
      field: 'name',
      type: 'nominal',
      scale: { domain: names, range: cells.map(scenarioColour) },
      legend: null,
    };
    const x = {
      field: 'at',
      type: 'quantitative',
      title: choice.factor.slice('factor:'.length),
      scale: { zero: false },
    };
    const y = (field) => ({ field, type: 'quantitative', title: say('what.poor') });
    return {
      alt: names
        .map((name) => {
          const means = values.filter((value) => value.name === name).map((value) => value.mean);
          return say('page.alt_row', name,
            `${count(Math.min(...means))}–${count(Math.max(...means))}`);
        })
        .join(' '),
      plan: (width) => ({
        data: { values },
        height: firstSize(width),
        encoding: { x, color },
        layer: [
          ...(single
            ? [
                {
                  transform: [{ filter: 'isValid(datum.low)' }],
                  mark: { type: 'area', opacity: 0.16 },
                  encoding: { y: y('low'), y2: { field: 'high' } },
                },
                { mark: { type: 'line', strokeWidth: 2.5 }, encoding: { y: y('mean') } },
              ]
            : []),
          {
            mark: { type: 'point', filled: true, size: 50, opacity: 0.8 },
            encoding: { y: y('mean') },
          },
        ],
      }),
    };
  },
};

export const charts = {
  'by-year': byYear,
  flows,
  summary,
  differences,
  costs,
  enrolled: { choose: [scenario] },
  classified,
  actuals,
  sweep,
  apparatus: { choose: [standard, scenario] },
};
