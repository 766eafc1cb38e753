import assert from 'node:assert/strict';
import { sourceFile } from '../source-file';
import { readDotenv } from './read-dotenv';
import { isValuesFile, isValuesOfSomeRuns } from './values-file';

function valuesIn(text: string): readonly (readonly [name: string, value: string | undefined])[] {
  const file = sourceFile('.env', text);
  assert.ok(file !== undefined);
  return readDotenv(file).subjects.flatMap((subject) =>
    subject.kind === 'manifest' ? subject.variables.map(({ name, value }) => [name, value] as const) : [],
  );
}

describe('a file of environment variables', () => {
  it('is read with quotes and comments as they are meant', () => {
    const lines = [
      'A="x # y" # why',
      "B='$HOME'",
      'C=a#b #c',
      'D=$HOME',
      'E="half',
      'F="a"b',
      'G=#',
      'export H=1',
    ];
    assert.deepEqual(valuesIn(lines.join('\n')), [
      ['A', 'x # y'],
      ['B', '$HOME'],
      ['C', 'a#b'],
      ['D', undefined],
      ['E', '"half'],
      ['F', '"a"b'],
      ['G', undefined],
      ['H', '1'],
    ]);
  });
});

describe('a file that fills in a chart', () => {
  it('is known by its name, and so is one for some runs alone', () => {
    const names = ['values.yaml', 'chart/values-dev.yaml', 'orders-values.yml', 'revalues.yml', 'values.txt'];
    assert.deepEqual(
      names.map((name) => [isValuesFile(name), isValuesOfSomeRuns(name)]),
      [
        [true, false],
        [true, true],
        [true, false],
        [false, false],
        [false, false],
      ],
    );
  });
});
