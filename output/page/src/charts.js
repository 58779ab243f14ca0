// The charts by the name of their section: what may be chosen, and how it is drawn.
//
// A chart is {choose, pick, draw}: `choose` lists columns of which one value is shown at a time,
// `pick` a column of which several are, and `draw(rows, choice, table)` gives {alt, plan}, the plan
// being a Vega-Lite specification for a width; nothing where there is nothing to draw. A section
// without an entry here is a table.

import { classifiedChart, factorsOf, flowChart, sweepChart, yearChart } from './line_charts.js';
import { actualsChart, costChart, differenceChart, summaryChart } from './row_charts.js';
import { page, say } from './words.js';

export const measure = {
  key: 'measure',
  label: 'page.measure',
  values: ['poor', 'near_poor'],
  say: (name) => say(`what.${name}`),
};
export const standard = { key: 'standard', label: 'page.standard', start: page.national };
export const scenario = { key: 'scenario', label: 'page.scenario' };
export const year = { key: 'year', label: 'page.year', startsLast: true };

const factor = {
  key: 'factor',
  label: 'page.factor',
  valuesOf: factorsOf,
  say: (key) => key.slice('factor:'.length),
};

export const charts = {
  'by-year': { choose: [standard, measure], pick: 'scenario', draw: yearChart },
  flows: { choose: [standard, scenario], draw: flowChart },
  summary: { draw: summaryChart },
  differences: { choose: [standard, year], draw: differenceChart },
  costs: { choose: [scenario], draw: costChart },
  enrolled: { choose: [scenario] },
  classified: {
    choose: [{ key: 'other_standard', label: 'page.other_standard' }],
    draw: classifiedChart,
  },
  actuals: { choose: [measure], draw: actualsChart },
  sweep: { choose: [factor, year], pick: 'scenario', draw: sweepChart },
  apparatus: { choose: [standard, scenario] },
};
