// Reads the tidy tables of `povex export --to csv`.
import { readFileSync } from 'node:fs';

/** The cells of a text: quoted where they hold commas, quotes or line ends. */
function cellsOf(text) {
  const rows = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  for (let found; cell.lastIndex < text.length && (found = cell.exec(text));) {
    rows.at(-1).push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"'));
    if (found[3] !== ',') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

/** The rows of a file by its headings. */
export function rowsOf(path) {
  const [headings, ...rows] = cellsOf(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
  return rows.map((row) => Object.fromEntries(headings.map((heading, c) => [heading, row[c]])));
}
