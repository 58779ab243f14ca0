// What a reader may choose in a section.

import { element } from './elements.js';
import { records, same } from './tables.js';
import { scenarioStyle } from './looks.js';
import { page, say, text } from './words.js';

/** The different values of a column, in the order of the rows. */
function valuesIn(rows, key) {
  const seen = new Map();
  for (const row of rows) {
    const value = row[key];
    const name = Array.isArray(value) ? `t${value[0]}` : `n${value}`;
    if (!seen.has(name)) seen.set(name, value);
  }
  return [...seen.values()];
}

export class Choices {
  constructor(section, chart) {
    this.rows = records(section.table);
    this.choosers = (chart.choose ?? [])
      .map((chooser) => ({
        ...chooser,
        values:
          chooser.values ?? chooser.valuesOf?.(section.table) ?? valuesIn(this.rows, chooser.key),
        isColumn: !chooser.values && !chooser.valuesOf,
      }))
      .filter((chooser) => chooser.values.length > 0);
    this.now = {};
    for (const { key, values, start, startsLast } of this.choosers) {
      const first = startsLast ? values[values.length - 1] : values[0];
      this.now[key] = values.find((value) => start && same(value, start)) ?? first;
    }
    this.pick = chart.pick;
    if (this.pick) this.startPicking();
  }

  startPicking() {
    const told = page.scenarios.filter(({ told }) => told).map(({ name }) => name);
    this.pickable = valuesIn(this.rows, this.pick);
    const among = this.pickable.filter((value) => told.some((name) => same(name, value)));
    this.picked = new Set((told.length > 1 ? among : this.pickable.slice(0, 4)).map(([i]) => i));
  }

  /** Rows that the choices leave. */
  left() {
    return this.rows.filter(
      (row) =>
        this.choosers.every(({ key, isColumn }) => !isColumn || same(row[key], this.now[key])) &&
        (!this.pick || this.picked.has(row[this.pick][0])),
    );
  }

  /** Columns that say nothing the controls do not. */
  said() {
    return this.choosers.filter(({ isColumn }) => isColumn).map(({ key }) => key);
  }

  controls(changed) {
    const shown = this.choosers.filter(({ values }) => values.length > 1);
    const made = shown.map((chooser) =>
      chooser.slides ? this.slider(chooser, changed) : this.select(chooser, changed),
    );
    if (this.pick && this.pickable.length > 1) made.push(this.checkboxes(changed));
    return made.length > 0 ? element('div', { class: 'controls' }, made) : undefined;
  }

  nameOf({ say: saying }, value) {
    if (saying) return saying(value);
    return Array.isArray(value) ? text(value) : String(value);
  }

  select(chooser, changed) {
    const { key, values, label } = chooser;
    const options = values.map((value, i) =>
      element(
        'option',
        { value: i, selected: same(value, this.now[key]) },
        this.nameOf(chooser, value),
      ),
    );
    const change = ({ target }) => {
      this.now[key] = values[Number(target.value)];
      changed();
    };
    return element('label', {}, say(label), element('select', { change, name: key }, options));
  }

  slider(chooser, changed) {
    const { key, values, label } = chooser;
    const at = () => values.findIndex((value) => same(value, this.now[key]));
    const name = () => this.nameOf(chooser, this.now[key]);
    const output = element('output', {}, name());
    const input = ({ target }) => {
      this.now[key] = values[Number(target.value)];
      output.textContent = name();
      target.setAttribute('aria-valuetext', name());
      changed();
    };
    const range = element('input', {
      type: 'range',
      min: 0,
      max: values.length - 1,
      step: 1,
      value: at(),
      name: key,
      'aria-valuetext': name(),
      input,
    });
    return element('label', { class: 'slider' }, say(label), range, output);
  }

  checkboxes(changed) {
    const change = ({ target }) => {
      const index = Number(target.value);
      if (target.checked) this.picked.add(index);
      else this.picked.delete(index);
      changed();
    };
    const boxes = this.pickable.map((value) =>
      element(
        'label',
        {},
        element('input', {
          type: 'checkbox',
          value: value[0],
          checked: this.picked.has(value[0]),
          change,
        }),
        element('span', { class: `swatch ${scenarioStyle(value)}` }),
        text(value),
      ),
    );
    return element(
      'fieldset',
      {},
      element('legend', {}, say('page.scenarios')),
      element('div', { class: 'picks' }, boxes),
    );
  }
}
