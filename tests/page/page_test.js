// Opens pages of `povex report` in a browser, as their readers do.
//
//   node page_test.js POVEX CHROMIUM STUDIES MODULES
//
// MODULES is the node_modules that `npm ci` made of package-lock.json.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { rowsOf } from './csv.js';

const [povex, chromium, studies, modules] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(join(modules, 'here.js'));
const playwright = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const folder = mkdtempSync(join(tmpdir(), 'povex-page-'));
const inFolder = (name) => join(folder, name);
const run = (...words) => execFileSync(povex, words, { cwd: folder, encoding: 'utf8' });

let browser;

before(async () => {
  run('run', join(studies, 'quang-ninh'), '-n', '3', '-q', '-o', 'province.h5');
  run('export', 'province.h5', '--to', 'csv', '-o', 'tables');
  run('report', 'province.h5', '-o', 'province.html');
  run(
    'sweep',
    join(studies, 'tutorial'),
    '--factor',
    'parameters.u_in=0.1:1:3',
    '-n',
    '2',
    '-q',
    '-o',
    'sweep.h5',
  );
  run('report', 'sweep.h5', '-o', 'sweep.html', '--lang', 'en');
  browser = await playwright.chromium.launch({
    executablePath: chromium,
    args: ['--no-sandbox', '--disable-gpu'],
  });
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

const allDrawn = (page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll('.chart')].every((chart) => chart.querySelector('svg')),
  );

/** A page in the browser, with what it asked of the network and said on the console. */
async function opened(name, { width = 1200, ...options } = {}) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, ...options });
  const heard = [];
  page.on('console', (message) => heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(String(error)));
  page.on('request', (request) => heard.push(request.url()));
  const address = pathToFileURL(inFolder(name)).href;
  await page.goto(address);
  await allDrawn(page);
  return { page, complaints: () => heard.filter((one) => one !== address) };
}

async function switched(page) {
  const before = await page.getAttribute('html', 'lang');
  await page.click('button.language');
  await page.waitForFunction((was) => document.documentElement.lang !== was, before);
  await allDrawn(page);
}

const openAll = (page) =>
  page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));

const within = (page, id) => page.locator(`#${id}`);
const choose = (page, id, name, label) =>
  within(page, id).locator(`select[name=${name}]`).selectOption({ label });

/** The rows of the table of a section: headings, and cells as texts and numbers. */
const tableIn = (page, id) =>
  within(page, id)
    .locator('table')
    .evaluate((table) => {
      const headings = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
      return [...table.tBodies[0].rows].map((row) =>
        Object.fromEntries(
          [...row.cells].map((cell, c) => {
            const data = cell.querySelector('data');
            return [headings[c], data ? Number(data.value) : cell.textContent];
          }),
        ),
      );
    });

const summary = (name) => rowsOf(inFolder(`tables/summary/${name}.csv`));
const titles = () =>
  new Map(
    rowsOf(inFolder('tables/members.csv')).map((row) => [
      `${row.dimension}/${row.member}`,
      row.title_en || row.member,
    ]),
  );

for (const name of ['province.html', 'sweep.html']) {
  test(`${name} asks for nothing, complains of nothing, and draws everything in both languages`, async () => {
    const { page, complaints } = await opened(name);
    for (let language = 0; language < 2; ++language) {
      const charts = await page.$$eval('.chart', (all) =>
        all.map((chart) => ({
          alt: chart.getAttribute('aria-label'),
          marks: chart.querySelectorAll('svg .mark-group path, svg text').length,
          table: !!chart.closest('section').querySelector('details table tbody tr'),
        })),
      );
      assert.ok(charts.length >= (name === 'sweep.html' ? 1 : 7));
      for (const chart of charts) {
        assert.ok(chart.alt.length > 40, chart.alt);
        assert.ok(chart.marks > 5, chart.alt);
        assert.ok(chart.table, chart.alt);
      }
      const body = await page.innerText('body');
      assert.doesNotMatch(body, /undefined|NaN|\[object|page\.\w|\{\}/);
      await switched(page);
    }
    assert.deepEqual(complaints(), []);
    await page.close();
  });

  test(`${name} has no scroll to the side on a telephone, whatever is open`, async () => {
    const { page } = await opened(name, { width: 360 });
    for (let language = 0; language < 2; ++language) {
      await openAll(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(width, 360);
      await switched(page);
    }
    await page.close();
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`${name} has no violation of accessibility, ${colorScheme}`, async () => {
      const { page } = await opened(name, { colorScheme });
      await openAll(page);
      await page.evaluate(axe);
      const { violations, passes } = await page.evaluate(() => window.axe.run());
      const told = violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map((n) => n.html)]);
      assert.deepEqual(told, []);
      assert.ok(passes.length > 20);
      await page.close();
    });
  }
}

test('the page is small, and its policy lets no code in', () => {
  assert.ok(statSync(inFolder('province.html')).size < 3e6);
  const html = readFileSync(inFolder('province.html'), 'utf8');
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html);
  assert.match(
    policy,
    /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; /,
  );
  assert.doesNotMatch(policy, /unsafe|http|\*/);
});

test('the button changes the language, and a choice survives it', async () => {
  const { page } = await opened('province.html');
  assert.equal(await page.getAttribute('html', 'lang'), 'vi');
  assert.match(await page.innerText('h1'), /^Giảm nghèo/);
  const year = within(page, 'differences').locator('select[name=year]');
  await year.selectOption('2024');
  await switched(page);
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  assert.match(await page.innerText('h1'), /^Quảng Ninh 2021–2025: which/);
  assert.match(await page.title(), /which households/);
  assert.equal(await year.locator('option:checked').innerText(), '2024');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'language');
  await page.close();
});

test('numbers of the years are those of the file', async () => {
  const { page } = await opened('province.html');
  await switched(page);
  const title = titles();
  const poor = summary('poor').filter((row) => row.group === 'province');
  for (const standard of ['d07', 'r13']) {
    await choose(page, 'by-year', 'standard', title.get(`standard/${standard}`));
    for (const box of await within(page, 'by-year').locator('input[type=checkbox]').all()) {
      await box.check();
    }
    const rows = await tableIn(page, 'by-year');
    assert.equal(rows.length, 12 * 5);
    for (const row of rows) {
      const name = row.Scenario.replace(' (baseline)', '');
      const of = poor.find(
        (one) =>
          one.standard === standard &&
          title.get(`scenario/${one.scenario}`) === name &&
          Number(one.year) === row.Year,
      );
      assert.equal(row['Poor households on the list'], Number(of.mean));
      assert.equal(row['Poor, 5th percentile'], Number(of.q05));
      assert.equal(row['Poor, 95th percentile'], Number(of.q95));
    }
  }
  await page.close();
});

test('differences and costs are those of the file', async () => {
  const { page } = await opened('province.html');
  await switched(page);
  const title = titles();
  const differences = rowsOf(inFolder('tables/difference/poor.csv'));
  await within(page, 'differences').locator('select[name=year]').selectOption('2023');
  const rows = await tableIn(page, 'differences');
  assert.equal(rows.length, 11);
  for (const row of rows) {
    const of = differences.find(
      (one) =>
        one.standard === 'd07' &&
        one.group === 'province' &&
        one.year === '2023' &&
        title.get(`scenario/${one.scenario}`) === row.Scenario,
    );
    assert.equal(row['Poor on the list, less the baseline'], Number(of.mean));
    assert.equal(row['Difference, 95th percentile'], Number(of.q95));
  }

  await choose(page, 'costs', 'scenario', title.get('scenario/services-first'));
  const total = (await tableIn(page, 'costs')).at(-1);
  const paid = summary('spending')
    .filter((row) => row.scenario === 'services-first' && row.spending_group === 'province')
    .reduce((sum, row) => sum + Number(row.mean || 0), 0);
  assert.ok(Math.abs(total.Total / paid - 1) < 1e-9);
  await page.close();
});

test('nothing chosen is nothing drawn, and no complaint', async () => {
  const { page, complaints } = await opened('province.html');
  for (const box of await within(page, 'by-year').locator('input[type=checkbox]').all()) {
    await box.uncheck();
  }
  assert.equal(await within(page, 'by-year').locator('.chart').count(), 0);
  await within(page, 'by-year').locator('input[type=checkbox]').first().check();
  await allDrawn(page);
  assert.equal(await within(page, 'by-year').locator('.chart').count(), 1);
  assert.deepEqual(complaints(), []);
  await page.close();
});

test('a single replicate has no intervals, and its page no complaint', async () => {
  run('run', join(studies, 'tutorial'), '-n', '1', '-q', '-o', 'single.h5');
  run('report', 'single.h5', '-o', 'single.html', '--lang', 'en');
  const { page, complaints } = await opened('single.html');
  assert.ok((await page.locator('.chart svg').count()) > 3);
  assert.match(await page.innerText('#answer'), /there are no intervals/);
  assert.deepEqual(complaints(), []);
  await page.close();
});

test('every assumption stands there with its source', async () => {
  const { page } = await opened('province.html');
  const parameters = rowsOf(inFolder('tables/parameters.csv'));
  const keys = await within(page, 'assumptions').locator('tbody th').allTextContents();
  assert.deepEqual(
    keys,
    parameters.map((row) => row.key),
  );
  const sources = await within(page, 'assumptions').locator('.wordy').allTextContents();
  for (const { source } of parameters) {
    assert.ok(sources.includes(source.replaceAll(/[\n\t]/g, ' ').replace(/^'/, '')), source);
  }
  await page.close();
});

test('sliders move the tiles by keyboard, to the numbers of the file', async () => {
  const { page } = await opened('province.html');
  await switched(page);
  const title = titles();
  const places = within(page, 'places');
  const tiles = () =>
    places
      .locator('.tile')
      .evaluateAll((all) =>
        all.map((tile) => [
          tile.querySelector('strong').textContent,
          Number(tile.querySelector('data').value),
        ]),
      );
  const before = await tiles();
  await places.locator('input[name=year]').focus();
  assert.equal((await places.locator('output').allInnerTexts())[0], '2025'); // the last year
  await page.keyboard.press('ArrowLeft');
  await places.locator('input[name=scenario]').focus();
  for (let i = 0; i < 4; ++i) await page.keyboard.press('ArrowRight');
  const outputs = await places.locator('output').allInnerTexts();
  assert.deepEqual(outputs, ['2024', 'No new support after 2021']);
  const moved = await tiles();
  assert.notDeepEqual(moved, before);
  assert.equal(moved.length, 13);
  const poor = summary('poor').filter(
    (row) => row.scenario === 'no-support' && row.standard === 'd07' && row.year === '2024',
  );
  for (const [name, value] of moved) {
    const of = poor.find((row) => title.get(`group/${row.group}`) === name);
    assert.equal(value, Number(of.mean));
  }
  await page.close();
});

test('numbers are written as the language writes them', async () => {
  const { page } = await opened('province.html');
  const axis = () => within(page, 'by-year').locator('.chart svg').innerHTML();
  assert.match(await axis(), />1\.000</);
  assert.match(await page.innerText('#answer'), /1\.526 hộ nghèo/);
  await switched(page);
  assert.match(await axis(), />1,000</);
  assert.match(await page.innerText('#answer'), /1,526/);
  await page.close();
});

test('outlines of localities are drawn as a map', async () => {
  const square = (x, y, id) => ({
    type: 'Feature',
    properties: { MA: id },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [x, y],
          [x + 1, y],
          [x + 1, y + 1],
          [x, y + 1],
          [x, y],
        ],
      ],
    },
  });
  const features = [square(107, 21, 'ha-long'), square(108, 21, 'co-to'), square(109, 9, 'hue')];
  writeFileSync(inFolder('map.json'), JSON.stringify({ type: 'FeatureCollection', features }));
  run('report', 'province.h5', '-o', 'map.html', '--geojson', 'map.json');
  const { page, complaints } = await opened('map.html');
  assert.equal(await within(page, 'places').locator('.chart .mark-shape path').count(), 2);
  assert.deepEqual(complaints(), []);
  await page.close();
});

test('three households are told as povex replay tells them, and called synthetic', async () => {
  const study = join(studies, 'quang-ninh');
  const { page, complaints } = await opened('province.html', { width: 360 });
  const households = within(page, 'households');
  const words = {
    vi: { poor: 'hộ nghèo', near_poor: 'hộ cận nghèo', not: 'không nghèo' },
    en: { poor: 'poor', near_poor: 'near-poor', not: 'neither' },
  };
  for (let language = 0; language < 2; ++language) {
    const lang = await page.getAttribute('html', 'lang');
    const synthetic = lang === 'vi' ? /không phải hộ có thật/ : /They are synthetic/;
    assert.match(await households.locator('.reading').innerText(), synthetic);
    const stories = await households.locator('article').all();
    assert.equal(stories.length, 3);
    for (const [i, fate] of ['leaves', 'falls_back', 'left_behind'].entries()) {
      const replay = JSON.parse(run('replay', study, '--household', fate, '--json'));
      const who = lang === 'vi' ? 'Hộ giả lập' : 'Synthetic household';
      const text = await stories[i].locator('p').innerText();
      assert.ok(text.startsWith(`${who} ${replay.household};`), text);
      assert.match(text, lang === 'vi' ? /; Hộ dân tộc (Kinh|thiểu số);/ : /; (Kinh|Ethnic min)/);
      const years = await stories[i].locator('.years > li').evaluateAll((all) =>
        all.map((year) => ({
          heading: year.querySelector('h4').textContent,
          figures: [...year.querySelectorAll('data')].map((one) => Number(one.value)),
          events: [...year.querySelectorAll('.events li')].map((one) => one.textContent),
        })),
      );
      assert.deepEqual(
        years.map(({ heading }) => heading),
        replay.years.map(({ year, official }) => `${year}: ${words[lang][official]}`),
      );
      assert.deepEqual(
        years.map(({ figures }) => figures),
        replay.years.map(({ income, line }) => [income, line]),
      );
      const printed = run('replay', study, '--household', fate, '--lang', lang);
      const [, events] = printed.split(lang === 'vi' ? '\nDiễn biến\n' : '\nWhat happened\n');
      assert.equal(
        years.flatMap(({ heading, events }) => [heading.slice(0, 4), ...events]).join(' '),
        events.trim().replaceAll(/\s+/g, ' '),
      );
    }
    const wide = await households.evaluate((section) =>
      [...section.querySelectorAll('*')].filter((one) => one.scrollWidth > section.clientWidth + 1),
    );
    assert.deepEqual(wide, []);
    await switched(page);
  }
  assert.deepEqual(complaints(), []);
  await page.close();
});

test('what a study says is text, whatever it says', async () => {
  const evil = `</script><script>document.title="caught"</script><img src=x onerror=alert(1)>"'&amp;\u202e{}`;
  const study = inFolder('hostile');
  cpSync(join(studies, 'tutorial'), study, { recursive: true });
  const file = join(study, 'study.toml');
  const written = readFileSync(file, 'utf8').replace(
    /^(\s*title\.(?:en|vi)) = .*$/gm,
    (_, key) => `${key} = ${JSON.stringify(evil)}`,
  );
  assert.ok(written.split('caught').length > 6);
  writeFileSync(file, written);
  run('run', study, '-n', '2', '-q', '-o', 'hostile.h5');
  run('report', 'hostile.h5', '-o', 'hostile.html', '--lang', 'en');
  const { page, complaints } = await opened('hostile.html');
  const shown = evil.replace('\u202e', '\ufffd');
  for (let language = 0; language < 2; ++language) {
    assert.equal(await page.title(), shown);
    assert.equal(await page.innerText('h1'), shown);
    assert.equal(await page.locator('img, body script').count(), 0);
    await switched(page);
  }
  const names = await within(page, 'by-year').locator('.picks label').allInnerTexts();
  assert.equal(new Set(names).size, 3); // of the same title, told apart
  assert.deepEqual(complaints(), []);
  await page.close();
});

test('it prints on A4', async () => {
  const { page } = await opened('province.html');
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 680, height: 960 }); // what A4 has between its margins
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 680);
  assert.equal(await page.locator('nav').isVisible(), false);
  const paper = await page.pdf({ preferCSSPageSize: true });
  assert.equal(paper.subarray(0, 5).toString(), '%PDF-');
  const sheets = paper.toString('latin1').match(/\/Type \/Page\b/g).length;
  assert.ok(sheets <= 32, `${sheets} pages`);
  assert.match(paper.toString('latin1'), /\/MediaBox \[0 0 59[45][.\d]* 84[12]/);
  await page.close();
});
