// What charts have in common: the colours of scenarios and of names, the axis of years, the marks of
// review figures.

import { page, say } from './words.js';
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
export const scenarioDash = (cell) =>
  dashes[Math.floor(scenarioIndex(cell) / colours) % dashes.length];

/** Colours of names that are no scenarios: not that of the baseline. */
const rangeFor = (names) => names.map((_, i) => `var(--c${(i % (colours - 1)) + 1})`);

export const firstSize = (width) => (width < 500 ? 240 : 320);
const columnsFor = (width, names) =>
  Math.max(1, Math.floor(width / (40 + 7 * Math.max(...names.map((name) => name.length), 1))));

/** A scale that gives each name its colour, with a legend that fits. */
export const coloured = (names, width, range = rangeFor(names)) => ({
  field: 'name',
  type: 'nominal',
  title: null,
  scale: { domain: names, range },
  legend: { columns: columnsFor(width, names), labelLimit: Math.max(100, width - 30) },
});

/** A layer of intervals, as a list: none where there are none, as of a single replicate. */
export function whereKnown(values, layer) {
  const known = values.filter(({ low, high }) => low !== null && high !== null);
  return known.length > 0 ? [{ data: { values: known }, ...layer }] : [];
}

export const years = {
  field: 'year',
  type: 'ordinal',
  title: null,
  axis: { labelAngle: 0, grid: false },
};

/** A scale that gives each scenario its colour; the controls are its legend. */
export const scenarioColours = (names, cells) => ({
  field: 'name',
  type: 'nominal',
  scale: { domain: names, range: cells.map(scenarioColour) },
  legend: null,
});

const roles = ['built-in', 'fit', 'held-out', 'information'];
const shapes = ['square', 'triangle-up', 'circle', 'cross'];

export const countedMark = (width, present, position, yOffset = 0) => ({
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
      legend: {
        columns: width < 500 ? 2 : 4,
        values: roles.map((role) => say(`role.${role}`)).filter((role) => present.includes(role)),
      },
    },
  },
});
