// The page from top to bottom, built anew when the language changes.

import { sweep } from './drawing.js';
import { element } from './elements.js';
import { householdsSection } from './households.js';
import { sectionOf } from './sections.js';
import { choose, language, otherLanguage, page, say, text } from './words.js';

function languageButton() {
  const other = otherLanguage();
  const click = () => {
    choose(other);
    build();
    document.querySelector('button.language').focus();
  };
  return element(
    'button',
    { type: 'button', class: 'language', lang: other, click },
    say('page.language'),
  );
}

const list = (texts) =>
  element(
    'ul',
    {},
    texts.map((one) => element('li', {}, one)),
  );

const answer = () => ({
  id: 'answer',
  heading: say('page.answer'),
  content: () => [
    ...page.answer.first.map((sentence) => element('p', { class: 'first' }, text(sentence))),
    ...(page.answer.packages.length > 0
      ? [element('p', {}, text(page.answer.against)), list(page.answer.packages.map(text))]
      : []),
    element('h3', {}, say('page.caveats')),
    list(page.answer.caveats.map(text)),
  ],
});

const leftOut = () => ({
  id: 'left-out',
  heading: say('page.left_out'),
  content: () => [
    list(
      Object.keys(page.phrases)
        .filter((key) => key.startsWith('page.left_out.'))
        .map((key) => say(key)),
    ),
  ],
});

const repeat = () => ({
  id: 'repeat',
  heading: say('page.repeat'),
  content: () => [
    element('p', { class: 'reading' }, say('page.repeat_reading')),
    element('pre', { tabindex: 0 }, element('code', {}, page.command)),
    element(
      'dl',
      {},
      page.run.flatMap(([name, value]) => [
        element('dt', {}, text(name)),
        element('dd', {}, text(value)),
      ]),
    ),
  ],
});

function placed({ id, heading, content }) {
  return element(
    'section',
    { id, 'aria-labelledby': `${id}-heading` },
    element('h2', { id: `${id}-heading` }, heading),
    content(),
  );
}

function contents(sections) {
  return element(
    'nav',
    { 'aria-label': say('page.contents') },
    element('h2', {}, say('page.contents')),
    element(
      'ol',
      {},
      sections.map(({ id, heading }) =>
        element('li', {}, element('a', { href: `#${id}` }, heading)),
      ),
    ),
  );
}

function build() {
  const annex = page.annex.map(sectionOf);
  const sections = [
    answer(),
    ...page.sections.map(sectionOf),
    householdsSection(),
    ...page.basis.map(sectionOf),
    leftOut(),
    repeat(),
    ...annex,
  ].filter(Boolean);
  document.documentElement.lang = language();
  document.title = text(page.title);
  document.body.replaceChildren(
    element('a', { class: 'skip', href: '#answer' }, say('page.skip')),
    element('header', {}, element('h1', {}, text(page.title)), languageButton()),
    contents(sections),
    element('main', {}, sections.map(placed)),
  );
  sweep();
  document.documentElement.dataset.ready = language();
}

build();
