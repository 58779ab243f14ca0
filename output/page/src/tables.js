// A table of the document as an HTML table.

import { element } from './elements.js';
import { say, shown, text } from './words.js';

/** The rows of a table by the keys of its columns. */
export function records(table) {
  return table.rows.map((row) =>
    Object.fromEntries(table.columns.map((column, c) => [column.key, row[c]])),
  );
}

/** Whether two cells say the same. */
export const same = (a, b) => (Array.isArray(a) && Array.isArray(b) ? a[0] === b[0] : a === b);

function cell(value, column, isFirst) {
  if (Array.isArray(value)) {
    return element(isFirst ? 'th' : 'td', { scope: isFirst ? 'row' : undefined }, text(value));
  }
  const number = value === null ? '' : element('data', { value }, shown(value, column.shown));
  const tag = isFirst ? 'th' : 'td';
  return element(tag, { class: 'number', scope: isFirst ? 'row' : undefined }, number);
}

/** Rows of a table, without the columns that are said elsewhere. */
export function tableOf(table, rows, caption, without = []) {
  const columns = table.columns.filter((column) => !without.includes(column.key));
  const isText = (column) => rows.some((row) => Array.isArray(row[column.key]));
  const head = columns.map((column) =>
    element(
      'th',
      { scope: 'col', class: isText(column) ? undefined : 'number' },
      text(column.heading),
    ),
  );
  const body = rows.map((row) =>
    element(
      'tr',
      {},
      columns.map((column, c) => cell(row[column.key], column, c === 0)),
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
