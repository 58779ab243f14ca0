// Households of the simulation, replayed year by year.

import { element } from './elements.js';
import { page, money, say, text } from './words.js';

function story({ role, key, labels, years }) {
  const rows = years.map(({ year, events, income, line, status }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, String(year)),
      element('td', {}, say(`found.${status}`)),
      element('td', { class: 'number' }, element('data', { value: income }, money(income))),
      element('td', { class: 'number' }, element('data', { value: line }, money(line))),
      element('td', {}, events.map(text).join('; ')),
    ),
  );
  const headings = ['page.year', 'page.status', 'page.income', 'page.line', 'page.events'];
  const caption = say(`page.role.${role}`);
  return element(
    'article',
    { class: 'household' },
    element('h3', {}, caption),
    element('p', {}, [say('page.synthetic', key), ...labels.map(text)].join('; ')),
    element(
      'div',
      { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': say('page.table_of', caption) },
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            headings.map((key) => element('th', { scope: 'col' }, say(key))),
          ),
        ),
        element('tbody', {}, rows),
      ),
    ),
  );
}

/** The section of them; none without any. */
export function householdsSection() {
  if (page.households.length === 0) return undefined;
  return {
    id: 'households',
    heading: say('page.households'),
    content: () => [
      element('p', { class: 'reading' }, say('page.households_reading')),
      ...page.households.map(story),
    ],
  };
}
