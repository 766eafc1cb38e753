import assert from 'node:assert/strict';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { grammarsOf } from '../grammar/grammars';
import { readSource } from '../read-source';
import { sourceFile } from '../source-file';
import { computedMs } from '../../../test/cpu-time';

const grammars = packageGrammars();

/** Each variable as `NAME=value`, `?` where the file does not tell the value. */
function variablesIn(text: string, path = 'Dockerfile'): readonly string[] {
  const file = sourceFile(path, text);
  assert.ok(file !== undefined, path);
  const [image] = readSource(file, grammars).subjects;
  assert.ok(image?.kind === 'manifest');
  return image.variables.map(({ name, value, nameSpan, span }) => {
    assert.equal(text.slice(nameSpan.start, nameSpan.end), name);
    if (value !== undefined && !/[ "'\\`$]/.test(text.slice(span.start, span.end)))
      assert.equal(text.slice(span.start, span.end), value === '' ? name : value);
    return `${name}=${value ?? '?'}`;
  });
}

describe('reading Dockerfiles', () => {
  before(() => grammars.load(grammarsOf('dockerfile')));

  it('knows them by their names', () => {
    for (const path of ['Dockerfile', 'a/dockerfile', 'Dockerfile.prod', 'api.Dockerfile', 'Containerfile'])
      assert.deepEqual(variablesIn('FROM a\nENV A=1', path), ['A=1'], path);
    assert.equal(sourceFile('docker-file.txt', 'FROM a'), undefined);
  });

  it('finds what ENV gives, in both forms, with quotes and escapes', () => {
    assert.deepEqual(
      variablesIn(`from a\nenv A=1 B="b c" C='$x' D=d\\ e\nENV E some words here\nENV F=\nRUN export G=1\n`),
      ['A=1', 'B=b c', 'C=$x', 'D=d e', 'E=some words here', 'F='],
    );
  });

  it('follows lines that go on, with comments and blank lines between, and other line ends', () => {
    const text = 'FROM a\nENV A=1 \\\n  # no\n\n  B=2 \\\n  C=3\nENV D=4';
    for (const lines of [text, text.replaceAll('\n', '\r\n')])
      assert.deepEqual(variablesIn(lines), ['A=1', 'B=2', 'C=3', 'D=4']);
    assert.deepEqual(variablesIn('# escape=`\nFROM a\nENV A=1 `\n  B=C:\\x\n'), ['A=1', 'B=C:\\x']);
  });

  it('takes the last stage with those it is built on, and the last value of a name', () => {
    assert.deepEqual(
      variablesIn('FROM a AS one\nENV A=1 X=old\nFROM b as two\nENV B=2\nFROM --platform=x ONE\nENV X=new'),
      ['A=1', 'X=new'],
    );
    assert.deepEqual(variablesIn('ENV A=1\n'), []);
  });

  it('fills in what it knows, and what a build is given as a reference with its default', () => {
    assert.deepEqual(
      variablesIn('FROM a\nARG V=1\nENV HOME_A=/a\nENV B=${HOME_A}/b C=$V D="x$HOME_A" E=\\$V'),
      ['HOME_A=/a', 'B=/a/b', 'C=${V:1}', 'D=x/a', 'E=$V'],
    );
  });

  it('reads much of what nobody writes within two seconds', () => {
    for (const part of [
      'ENV A=\\\n',
      'ENV A="',
      "'",
      '$',
      '${',
      'FROM a AS b\n',
      '#\n',
      'ENV A=1\n',
      '\\',
      'ENV A=$A$A\n',
    ]) {
      const text = `FROM a\n${part.repeat(Math.ceil(300_000 / part.length))}`;
      const start = computedMs();
      variablesIn(text);
      assert.ok(computedMs() - start < 2000, part);
    }
  });
});
