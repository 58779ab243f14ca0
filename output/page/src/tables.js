// A table of the document as an HTML table.

import { element } from './elements.js';
import { say, shown, text } from './words.js';

/** The rows of a table by the keys of its columns. */
export function records(table) {
  return table.rows.map((row) =>
    Object.fromEntries(table.columns.map((column, c) => [column.key, row[c]])),
  );
}

export const headingOf = (table, key) =>
  text(table.columns.find((column) => column.key === key).heading);

/** Whether two cells say the same. */
export const same = (a, b) => (Array.isArray(a) && Array.isArray(b) ? a[0] === b[0] : a === b);

/** A text that may be broken after points and underscores, as keys are. */
const breakable = (words) =>
  words.split(/(?<=[._])/).flatMap((part, i) => (i > 0 ? [element('wbr'), part] : [part]));

const wordy = ['source', 'note']; // columns of sentences, where one cell may serve several rows

/** How many rows from one on say the same in a column; 0 if the row before says it for this one. */
function span(rows, r, key) {
  const says = (row) => row && Array.isArray(row[key]) && same(row[key], rows[r][key]);
  if (!wordy.includes(key) || !says(rows[r])) return 1;
  if (says(rows[r - 1])) return 0;
  let last = r;
  while (says(rows[last + 1])) ++last;
  return last - r + 1;
}

function cell(rows, r, column, isFirst) {
  const value = rows[r][column.key];
  if (Array.isArray(value)) {
    const rowspan = span(rows, r, column.key);
    if (rowspan === 0) return undefined;
    return element(
      isFirst ? 'th' : 'td',
      {
        scope: isFirst ? 'row' : undefined,
        rowspan: rowspan > 1 && rowspan,
        class: wordy.includes(column.key) && 'wordy',
      },
      column.key === 'key' ? breakable(text(value)) : text(value),
    );
  }
  const number = value === null ? '' : element('data', { value }, shown(value, column.shown));
  const tag = isFirst ? 'th' : 'td';
  return element(tag, { class: 'number', scope: isFirst ? 'row' : undefined }, number);
}

/** Rows of a table, without the columns that are said elsewhere. */
export function tableOf(table, rows, caption, without = []) {
  const columns = table.columns.filter((column) => !without.includes(column.key));
  const isText = (column) => rows.every((row) => Array.isArray(row[column.key]));
  const head = columns.map((column) =>
    element(
      'th',
      { scope: 'col', class: isText(column) ? undefined : 'number' },
      text(column.heading),
    ),
  );
  const body = rows.map((_, r) =>
    element(
      'tr',
      {},
      columns.map((column, c) => cell(rows, r, column, c === 0)),
    ),
  );
  const made = element(
    'table',
    {},
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, head)),
    element('tbody', {}, body),
  );
  return element(
    'div',
    { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': say('page.table_of', caption) },
    made,
  );
}

/** The same behind a summary that opens it. */
export function foldedTable(table, rows, caption, without) {
  return element(
    'details',
    {},
    element('summary', {}, `${say('page.data')} (${say('page.rows', String(rows.length))})`),
    tableOf(table, rows, caption, without),
  );
}
