// A chart is a Vega-Lite specification that is compiled here, and drawn without evaluating code.

import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';
import * as vega from 'vega';
import { element } from './elements.js';
import { numberLocale } from './words.js';

const font = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';

// Colours are variables of the style sheet, so that light, dark and print need no drawing anew.
const config = {
  background: 'transparent',
  font,
  view: { stroke: null },
  text: { color: 'var(--ink)', fontSize: 12 },
  axis: {
    labelColor: 'var(--soft)',
    titleColor: 'var(--soft)',
    titleFontWeight: 'normal',
    gridColor: 'var(--grid)',
    domainColor: 'var(--rule)',
    tickColor: 'var(--rule)',
    labelFontSize: 12,
    titleFontSize: 12,
    tickCount: 5,
  },
  legend: {
    labelColor: 'var(--ink)',
    titleColor: 'var(--soft)',
    titleFontWeight: 'normal',
    labelFontSize: 12,
    titleFontSize: 12,
    orient: 'top',
    symbolOpacity: 1,
  },
};

const views = new Map();

function finish(host) {
  views.get(host)?.view?.finalize();
  views.delete(host);
}

/** Let go of charts that are no longer on the page. */
export function sweep() {
  for (const host of views.keys()) if (!host.isConnected) finish(host);
}

const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const drawn = views.get(target);
    if (drawn && target.clientWidth > 0 && drawn.width !== target.clientWidth) {
      draw(target, drawn.plan);
    }
  }
});

const waiting = [];

function drawNext() {
  const [host, plan] = waiting.shift();
  if (host.isConnected) draw(host, plan);
  if (waiting.length > 0) setTimeout(drawNext);
}

/** Draws when the element is on the page, one chart after another: the page answers meanwhile. */
export function drawSoon(host, plan) {
  waiting.push([host, plan]);
  if (waiting.length === 1) setTimeout(drawNext);
}

/**
 * Draws into an element as wide as it is, now and when its width changes.
 *
 * @param plan  makes the specification for a width in pixels
 */
export function draw(host, plan) {
  finish(host);
  const width = host.clientWidth;
  const specification = {
    ...plan(width),
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    autosize: { type: 'fit-x', contains: 'padding' },
  };
  const parsed = vega.parse(compile(specification, { config }).spec, undefined, { ast: true });
  const canvas = element('div');
  host.replaceChildren(canvas);
  const view = new vega.View(parsed, {
    expr: expressionInterpreter,
    locale: { number: numberLocale() },
    renderer: 'svg',
    container: canvas,
    hover: false,
    logLevel: vega.Warn,
  });
  views.set(host, { view, width, plan });
  widths.observe(host);
  view.run();
  canvas.setAttribute('aria-hidden', true); // the element around it says what it shows
}
