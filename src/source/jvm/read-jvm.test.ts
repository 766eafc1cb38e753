import assert from 'node:assert/strict';
import fc from 'fast-check';
import { computedMs } from '../../../test/cpu-time';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { lintFile } from '../../lint/lint-file';
import { sourceFile } from '../source-file';
import type { JvmFile } from './jvm-file';
import { readJvm } from './read-jvm';
import { walk } from './walk';

const grammars = packageGrammars();

const java = `package shop;
import com.azure.identity.*;
/** Keeps the credential. */
class Credentials {
  private static final String ID = "a" + "b\\n" + other; // managed-identity:ignore MI101 why not
  private final Object made = new ManagedIdentityCredentialBuilder().clientId(x ? ID : """
    text""").build();
  int sum(int a) { return a; }
  Object later(String id) { var builder = new DefaultAzureCredentialBuilder(); for (;;) { builder.managedIdentityClientId(id); } }
}`;
const kotlin = `package shop
import com.azure.identity.ManagedIdentityCredentialBuilder as Builder
class Credentials(private val id: String) {
  companion object { const val URL = "jdbc:sqlserver://$host;authentication=ActiveDirectoryMSI;\${rest()}" }
  val made by lazy { Builder().apply { clientId(id ?: """raw $id""") }.build() }
  fun sum(a: Int) = a
}`;

function read(path: string, text: string): JvmFile | undefined {
  const file = sourceFile(path, text);
  assert.ok(file !== undefined);
  const [subject] = readJvm(file, grammars).subjects;
  return subject?.kind === 'jvm' ? subject : undefined;
}

describe('reading Java and Kotlin', () => {
  before(() => grammars.load(['java', 'kotlin']));

  it('tells imports, aliases and wildcards', () => {
    const imports = (path: string, text: string) =>
      read(path, text)?.imports.map(({ name, as }) => [name, as]);
    assert.deepEqual(imports('A.java', java), [['com.azure.identity', '*']]);
    assert.deepEqual(imports('A.kt', kotlin), [
      ['com.azure.identity.ManagedIdentityCredentialBuilder', 'Builder'],
    ]);
  });

  it('knows that a brace ends a declaration of Kotlin', () => {
    const text =
      'class A { companion object { const val ID = "a }" /* } */ }\n  val c = credential(ID) }\nobject B { fun f() = clientId }';
    const names = [...walk(read('A.kt', text)?.nodes ?? [])].flatMap((one) =>
      'name' in one ? [one.name] : [],
    );
    for (const name of ['A', 'ID', 'c', 'credential', 'B', 'f', 'clientId'])
      assert.ok(names.includes(name), name);
    const texts = [...walk(read('A.kt', text)?.nodes ?? [])].flatMap((one) =>
      one.kind === 'text' ? [one.value] : [],
    );
    assert.deepEqual(texts, ['a }']);
  });

  it('is not held up by comments within comments', () => {
    const text = `val clientId = 1\n${'/* /* /*\n'.repeat(30_000)}`;
    const start = computedMs();
    assert.equal(read('A.kt', text)?.kind, 'jvm');
    assert.ok(computedMs() - start < 2000);
  });

  it('leaves out what is inside members without a word of interest', () => {
    for (const [path, text] of [
      ['A.java', java],
      ['A.kt', kotlin],
    ] as const) {
      const names = [...walk(read(path, text)?.nodes ?? [])].map(
        (one) => one.kind === 'variable' && one.name,
      );
      assert.ok(names.includes('made') && !names.includes('a'));
    }
  });

  it('reads nothing of files without any', () => {
    assert.equal(read('A.java', 'class A { int sum(int a) { return a; } }'), undefined);
  });

  it('never fails, and keeps to the text, on whatever is left of a file', function () {
    this.timeout(20_000);
    const scrap = fc.constantFrom(
      '',
      '"',
      '"""',
      '{',
      '}',
      '(',
      ')',
      '$',
      '${',
      '.',
      ';',
      '\\',
      ' new ',
      '/*',
      '\r\n',
      '💥',
    );
    fc.assert(
      fc.property(fc.boolean(), fc.nat(), fc.nat(80), scrap, (isJava, at, length, put) => {
        const whole = isJava ? java : kotlin;
        const start = at % whole.length;
        const text = whole.slice(0, start) + put + whole.slice(start + length);
        const path = isJava ? 'A.java' : 'A.kt';
        for (const { span } of walk(read(path, text)?.nodes ?? [])) {
          assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
        }
        const file = sourceFile(path, text);
        assert.ok(file !== undefined);
        for (const { span } of lintFile(file, grammars, { project: {} }).findings) {
          assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
        }
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  it('survives nesting and chains deeper than anybody writes', () => {
    const deep = `class A { Object a = ${'new credential('.repeat(3000)}${')'.repeat(3000)}; }`;
    const long = `class A { Object a = credential${'.build()'.repeat(3000)}; }`;
    for (const text of [deep, long]) assert.ok(read('A.java', text) !== undefined);
  });
});
