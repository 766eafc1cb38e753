import { isRandom, partsOf } from './words';

const developers = 'local|locally|dev|devel|development|test|tests|testing|demo|sandbox|playground|ci|debug';

/** By which people say of a value that nothing is kept by it, between dashes. */
const declarations = new RegExp(
  [
    `(?:${developers})(?:-[a-z]+){0,2}-only`,
    `(?:only|just|for|in)-(?:${developers})`,
    'not-(?:an?-|the-)?(?:real|secret|secure|safe|sensitive|valid|used|for|in-prod|prod)[a-z]*',
    '(?:do-not|dont|never)-(?:use|deploy)',
    'insecure|unsafe|throw-?away|bogus|no-secret|non-secret',
  ]
    .map((one) => `(?:^|-)(?:${one})(?:-|$)`)
    .join('|'),
);

/** Whether a value says of itself that it protects nothing: `local-development-only-2f1a9c77`, `insecure-jwt-key`. */
export function isDeclaredFake(value: string): boolean {
  return declarations.test(wordsOf(value).join('-'));
}

const theirs: ReadonlySet<string> = new Set(
  'local localdev localhost dev devel develop development developer developers devonly docker compose'.split(
    ' ',
  ),
);

/** Whether a value says that it is for developers: `Local!Dev#123`. What such a word stands in by chance is none. */
export function isForDevelopers(value: string): boolean {
  return !isRandom(value) && wordsOf(value).some((word) => theirs.has(word));
}

function wordsOf(value: string): readonly string[] {
  return partsOf(value).map((part) => part.toLowerCase());
}
