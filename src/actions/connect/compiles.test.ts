import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { connectables } from './connection';
import { connectionTo, planIn } from '../../../test/connect/connecting';
import { madeProject } from '../../../test/connect/made-projects';
import { signatures } from '../../../test/connect/sdk-signatures';

const root = path.resolve(__dirname, '../../..');
const hasCompiler = spawnSync('javac', ['-version']).status === 0;

/**
 * That the Java which connecting and snippets write compiles: against the signatures of what it calls, since no library is at hand where
 * tests run. Kotlin has no compiler there; that it parses is shown beside the plans.
 */
(hasCompiler ? describe : describe.skip)(
  'Java that is written (skipped where there is no javac)',
  function () {
    this.timeout(180_000);
    let folder: string;

    before(() => {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'smi-javac-'));
      const sources = Object.entries(signatures).map(([name, text]) =>
        write('signatures', name, `package ${packageOf(name)};\n${text}\n`),
      );
      compile(sources, 8, 'signatures');
    });
    after(() => {
      fs.rmSync(folder, { recursive: true, force: true });
    });

    const packageOf = (name: string): string => name.slice(0, name.lastIndexOf('.'));

    function write(under: string, name: string, text: string): string {
      const file = path.join(folder, under, `${name.replaceAll('.', '/')}.java`);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
      return file;
    }

    /** Compiles all of it at once for a release of Java, and fails with what the compiler says. */
    function compile(sources: readonly string[], release: 8 | 11, into = `classes-${release}`): void {
      assert.ok(sources.length > 0);
      const to = path.join(folder, into, 'out');
      const against = path.join(folder, 'signatures', 'out');
      const options = [
        '-proc:none',
        '-Xlint:-options',
        '--release',
        String(release),
        '-cp',
        against,
        '-d',
        to,
      ];
      const { status, stderr } = spawnSync('javac', [...options, ...sources], { encoding: 'utf8' });
      assert.equal(status, 0, stderr);
    }

    it('compiles for every service, identity and way, for Java 8 where nothing says that it needs 11', async () => {
      const java8: string[] = [];
      const java11: string[] = [];
      for (const to of connectables)
        for (const identity of ['user', 'system'] as const)
          for (const way of ['starter', 'properties', 'plain'] as const) {
            const files = madeProject('a POM with a parent', '3.5.6', 'yml', { language: 'java' });
            const { changes } = await planIn(files, connectionTo(to, identity), way);
            const code = changes.find(({ path: name }) => name.endsWith('.java'));
            assert.ok(code !== undefined, to);
            // Classes of one name, side by side.
            const home = `${to}.${identity}.${way}`.toLowerCase();
            const text = code.after.replace(/^package .*;$/m, `package ${home};`);
            const file = write('connected', `${home}.${path.basename(code.path, '.java')}`, text);
            (text.includes('Needs Java 11') ? java11 : java8).push(file);
          }
      assert.equal(java8.length + java11.length, connectables.length * 6);
      compile(java8, 8);
      compile(java11, 11);
    });

    it('compiles for every snippet', () => {
      const file = path.join(root, 'snippets/java.json');
      const snippets = JSON.parse(fs.readFileSync(file, 'utf8')) as Readonly<
        Record<string, { readonly prefix: string; readonly body: readonly string[] }>
      >;
      const packages = [...new Set(Object.keys(signatures).map(packageOf))].map(
        (name) => `import ${name}.*;`,
      );
      // By its name, as another package has one of the same.
      const own = ['java.io.*', 'java.net.*', 'java.net.http.*', 'java.net.http.HttpResponse'].map(
        (name) => `import ${name};`,
      );
      const sources = Object.values(snippets).map(({ prefix, body }) => {
        const name = prefix.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
        // Each place with what it proposes.
        const text = body
          .join('\n')
          .replace(/\$\{\d+:([^{}$]*)\}/g, '$1')
          .replace(/\$0$/m, '');
        return write(
          'snippets',
          `snippets.${name}`,
          `package snippets;\n${[...packages, ...own].join('\n')}\nclass ${name} {\n${text}\n}\n`,
        );
      });
      compile(sources, 11);
    });

    it('does not compile where a signature is not met', () => {
      const wrong = write(
        'wrong',
        'wrong.Wrong',
        'package wrong;\nclass Wrong { String x = new com.azure.identity.ManagedIdentityCredentialBuilder().build(); }\n',
      );
      assert.throws(() => {
        compile([wrong], 11);
      }, /incompatible types/);
    });
  },
);
