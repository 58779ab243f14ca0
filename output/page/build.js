// Bundles the page of a report, and writes it as the C++ file that the program is built with.
//
//   node build.js MODULES OUTPUT
//
// MODULES is the node_modules that `npm ci` made of package-lock.json. The same sources give the
// same bytes.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [modules, output] = process.argv.slice(2).map((path) => resolve(path));
const esbuild = createRequire(join(modules, 'here.js'))('esbuild');

async function bundled(entry) {
  const result = await esbuild.build({
    entryPoints: [join(here, 'src', entry)],
    absWorkingDir: here,
    nodePaths: [modules],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'warning',
  });
  return result.outputFiles[0].text.trim();
}

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const script = await bundled('main.js');
const style = await bundled('style.css');
if (/<!--|<\/script/i.test(script)) throw new Error('the script would end its own element');

const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const parts = { policy, style, script };
const page = readFileSync(join(here, 'src', 'page.html'), 'utf8').replace(
  /\[\[(\w+)\]\]/g,
  (_, name) => parts[name],
);

const pieces = page.match(/[^]{1,12000}/g).map((piece) => `    R"povex(${piece})povex"`);
writeFileSync(
  output,
  `#include "output/report/page_parts.hpp"

// Made from output/page/ by build.js.

namespace povex {

std::span<std::string_view const> report_page_template() {
    using namespace std::string_view_literals;
    static constexpr std::string_view pieces[] = {
${pieces.map((piece) => `${piece}sv`).join(',\n')}};
    return pieces;
}

}  // namespace povex
`,
);
