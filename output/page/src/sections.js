// A section of the document: heading, how to read it, choices, chart, and the table behind it.

import { charts } from './charts.js';
import { Choices } from './controls.js';
import { drawSoon, sweep } from './drawing.js';
import { element } from './elements.js';
import { places } from './places.js';
import { foldedTable, tableOf } from './tables.js';
import { say, text } from './words.js';

const drawn = { ...charts, places };
const choices = new Map(); // of each section; a change of language keeps them

function chartIn(section, chart, rows, choice, all) {
  if (chart.build) return chart.build(rows, choice, all);
  const made = chart.draw?.(rows, choice, section.table);
  if (!made) return [];
  const alt = say('page.alt', text(section.heading), made.alt);
  const host = element('div', { class: 'chart', role: 'img', 'aria-label': alt });
  drawSoon(host, made.plan);
  return [host];
}

function figure(section, reading) {
  const chart = drawn[section.id] ?? {};
  if (!choices.has(section.id)) choices.set(section.id, new Choices(section, chart));
  const choice = choices.get(section.id);
  const caption = text(section.heading);
  const opening = element('div', { class: 'opening' }); // kept together in print
  const drawing = element('div');
  const content = element('div');
  const fill = () => {
    const rows = choice.left();
    const wasOpen = content.querySelector('details')?.open;
    const shown = chartIn(section, chart, rows, choice.now, choice.rows);
    const behind =
      shown.length > 0
        ? foldedTable(section.table, rows, caption, choice.said())
        : tableOf(section.table, rows, caption, choice.said());
    if (wasOpen) behind.open = true;
    drawing.replaceChildren(...shown);
    content.replaceChildren(behind);
    sweep();
  };
  fill();
  const controls = choice.controls(fill);
  opening.append(...[reading, controls, drawing].filter(Boolean));
  return [opening, content];
}

/** What a section of the document is on the page: {id, heading, content}. */
export function sectionOf(section) {
  return {
    id: section.id,
    heading: text(section.heading),
    content: () => [
      ...figure(section, element('p', { class: 'reading' }, text(section.reading))),
      ...section.table.notes.map((note) => element('p', { class: 'note' }, text(note))),
    ],
  };
}
