// Households of the simulation, replayed year by year.

import { element } from './elements.js';
import { page, money, say, text } from './words.js';

const figure = (key, value) =>
  element('li', {}, `${say(key)}: `, element('data', { value }, money(value)));

const year = ({ year, events, income, line, status }) =>
  element(
    'li',
    {},
    element(
      'div',
      {},
      element('h4', {}, `${year}: ${say(`class.${status}`)}`),
      element('ul', { class: 'figures' }, figure('page.income', income), figure('page.line', line)),
    ),
    element(
      'ul',
      { class: 'events', 'aria-label': `${say('page.events')}, ${year}` },
      events.map((event) => element('li', {}, text(event))),
    ),
  );

const story = ({ role, key, labels, years }) =>
  element(
    'article',
    { class: 'household' },
    element('h3', {}, say(`page.role.${role}`)),
    element('p', {}, [say('page.synthetic', key), ...labels.map(text)].join('; ')),
    element('ol', { class: 'years' }, years.map(year)),
  );

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
