// The localities: tiles, and a map where the user gave outlines.

import { measure, scenario, standard, year } from './charts.js';
import { element } from './elements.js';
import { drawSoon } from './drawing.js';
import { same } from './tables.js';
import { page, count, interval, language, say, share, text } from './words.js';

const bounds = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3]; // of shares, for every study
const shades = 7; // of the style sheet: .s0 (none) to .s6

const partOf = (row, measure) => (row.households > 0 ? row[measure] / row.households : 0);
const nothing = 5e-7; // less than a household in two million

/** The bounds that tell the most shares apart, for all years and scenarios alike. */
function boundsFor(rows, measure) {
  const shares = rows.map((row) => partOf(row, measure)).filter((one) => one > nothing);
  const [low, high] = [Math.min(...shares), Math.max(...shares)];
  const inside = bounds.filter((bound) => bound > low && bound < high);
  return inside.slice(-(shades - 2));
}

const shadeOf = (part, used) =>
  part <= nothing ? 0 : 1 + used.filter((bound) => part >= bound).length;

function legend(used) {
  const names = [say('page.none')];
  names.push(
    used.length > 0 ? say('page.share_below', share(used[0])) : say('page.share_of_households'),
  );
  used.forEach((bound, i) => {
    const next = used[i + 1];
    names.push(next ? `${share(bound)} – ${share(next)}` : say('page.share_from', share(bound)));
  });
  return element(
    'ul',
    { class: 'legend', 'aria-label': say('page.share_of_households') },
    names.map((name, i) => element('li', {}, element('span', { class: `shade s${i}` }), name)),
  );
}

/** Outlines as a chart: plane, with longitudes as short as they are in the middle of it. */
function map(rows, measure, used) {
  const latitudes = page.shapes.flatMap(({ coordinates }) =>
    coordinates.flat(Infinity).filter((_, i) => i % 2 === 1),
  );
  const middle = latitudes.reduce((sum, one) => sum + one, 0) / latitudes.length;
  const shrink = Math.cos((middle * Math.PI) / 180);
  const plane = (part) =>
    typeof part[0] === 'number' ? [part[0] * shrink, part[1]] : part.map(plane);
  const values = page.shapes.map(({ id, type, coordinates }) => {
    const locality = page.localities.find((one) => one.id === id);
    const row = rows.find((one) => same(one.locality, locality.name));
    const shade = shadeOf(partOf(row, measure), used);
    return {
      type: 'Feature',
      properties: {
        colour: `var(--s${shade})`,
        told: `${text(row.locality)}: ${count(row[measure])}`,
      },
      geometry: { type, coordinates: plane(coordinates) },
    };
  });
  return (width) => ({
    data: { values },
    height: Math.min(480, 0.7 * width),
    projection: { type: 'identity', reflectY: true },
    mark: { type: 'geoshape', stroke: 'var(--rule)', strokeWidth: 0.7 },
    encoding: {
      color: { field: 'properties.colour', type: 'nominal', scale: null },
      tooltip: { field: 'properties.told' },
    },
  });
}

function tile(row, measure, used) {
  const value = row[measure];
  const part = partOf(row, measure);
  return element(
    'li',
    { class: `tile s${shadeOf(part, used)}` },
    element('strong', {}, text(row.locality)),
    element('span', { class: 'figure' }, element('data', { value }, count(value))),
    element('span', {}, interval('', row[`${measure}_low`], row[`${measure}_high`], String).trim()),
    element('span', {}, share(part)),
  );
}

export const places = {
  choose: [standard, measure, { ...year, slides: true }, { ...scenario, slides: true }],
  build(rows, choice, all) {
    const used = boundsFor(all, choice.measure);
    const tiles = element(
      'ul',
      { class: 'tiles', lang: language() },
      rows.map((row) => tile(row, choice.measure, used)),
    );
    const made = [legend(used), tiles];
    if (page.shapes.length > 0) {
      const host = element('div', {
        class: 'chart',
        role: 'img',
        'aria-label': say('page.places'),
      });
      made.unshift(host);
      drawSoon(host, map(rows, choice.measure, used));
    }
    return made;
  },
};
