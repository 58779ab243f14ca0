// Charts over the years, or over what a sweep varied.

import {
  coloured,
  countedMark,
  firstSize,
  scenarioColours,
  scenarioDash,
  whereKnown,
  years,
} from './looks.js';
import { headingOf, same } from './tables.js';
import { count, interval, page, say, text } from './words.js';

/** Review figures of the province as points of a chart by year. */
function pointsOf(choice) {
  return page.points
    .filter((point) => same(point.standard, choice.standard) && point.what === choice.measure)
    .map(({ year, value, role }) => ({ year, value, role: say(`role.${role}`) }));
}

/** Poor or near-poor by year, with bands and review figures. */
export function yearChart(rows, choice) {
  const of = (row, end) => row[choice.measure + end];
  const values = rows.map((row) => ({
    year: row.year,
    name: text(row.scenario),
    mean: of(row, ''),
    low: of(row, '_low'),
    high: of(row, '_high'),
    told:
      `${text(row.scenario)}, ${row.year}: ` +
      interval(of(row, ''), of(row, '_low'), of(row, '_high')),
  }));
  if (values.length === 0) return undefined;
  const names = [...new Set(values.map((value) => value.name))];
  const cells = names.map((name) => rows.find((row) => text(row.scenario) === name).scenario);
  const title = say(`what.${choice.measure}`);
  const alt = names.map((name) => {
    const line = values.filter((value) => value.name === name);
    const [first, last] = [line[0], line.at(-1)];
    return say(
      'page.alt_series',
      name,
      count(first.mean),
      String(first.year),
      count(last.mean),
      String(last.year),
    );
  });
  const colour = scenarioColours(names, cells);
  const y = (field) => ({ field, type: 'quantitative', title });
  const points = pointsOf(choice);
  const present = points.map(({ role }) => role);
  return {
    alt: alt.join(' '),
    plan: (width) => ({
      height: firstSize(width),
      encoding: { x: { ...years, scale: { padding: 0.3 } } },
      layer: [
        ...whereKnown(values, {
          mark: { type: 'area', opacity: 0.16 },
          encoding: { y: y('low'), y2: { field: 'high' }, color: colour },
        }),
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
        {
          data: { values },
          mark: { type: 'point', filled: true, size: 40, opacity: 1 },
          encoding: { y: y('mean'), color: colour, tooltip: { field: 'told' } },
        },
        ...(points.length > 0
          ? [{ data: { values: points }, ...countedMark(width, present, { y: y('value') }) }]
          : []),
      ],
    }),
  };
}

const flowKinds = [
  ['out', -1, 'var(--c3)'],
  ['back', 1, 'var(--c4)'],
  ['newly_arisen', 1, 'var(--c2)'],
];

/** A flow that is missing is a word in the table, and nothing in the chart. */
const numberOf = (cell) => (typeof cell === 'number' ? cell : 0);
const countOrWord = (cell) => (typeof cell === 'number' ? count(cell) : text(cell));

/** Entries above the line, exits below it. */
export function flowChart(rows, choice, table) {
  const names = flowKinds.map(([key]) => headingOf(table, key));
  const values = rows.flatMap((row) =>
    flowKinds.map(([key, sign], i) => ({
      year: row.year,
      name: names[i],
      households: sign * numberOf(row[key]),
    })),
  );
  return {
    alt: rows
      .map((row) =>
        say(
          'page.alt_row',
          String(row.year),
          flowKinds.map(([key], i) => `${names[i]} ${countOrWord(row[key])}`).join(', '),
        ),
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
            color: coloured(
              names,
              width,
              flowKinds.map(([, , colour]) => colour),
            ),
          },
        },
        { mark: { type: 'rule', color: 'var(--rule)' }, encoding: { y: { datum: 0 } } },
      ],
    }),
  };
}

/** Households that two standards class differently. */
export function classifiedChart(rows) {
  const called = (row) => say('page.class_pair', text(row.class), text(row.class_by_other));
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
        color: coloured(names, width),
      },
    }),
  };
}

/** The columns of what a sweep varied. */
export const factorsOf = (table) =>
  table.columns.map((column) => column.key).filter((key) => key.startsWith('factor:'));

/** The outcome of a sweep; bands where one number was varied. */
export function sweepChart(rows, choice, table) {
  const single = factorsOf(table).length === 1;
  const values = rows.map((row) => ({
    at: row[choice.factor],
    name: text(row.scenario),
    mean: row.poor,
    low: row.poor_low,
    high: row.poor_high,
  }));
  if (values.length === 0) return undefined;
  const names = [...new Set(values.map((value) => value.name))];
  const cells = names.map((name) => rows.find((row) => text(row.scenario) === name).scenario);
  const color = scenarioColours(names, cells);
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
        return say(
          'page.alt_row',
          name,
          `${count(Math.min(...means))}–${count(Math.max(...means))}`,
        );
      })
      .join(' '),
    plan: (width) => ({
      data: { values },
      height: firstSize(width),
      encoding: { x, color },
      layer: [
        ...(single
          ? [
              ...whereKnown(values, {
                mark: { type: 'area', opacity: 0.16 },
                encoding: { y: y('low'), y2: { field: 'high' } },
              }),
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
}
