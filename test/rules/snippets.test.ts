import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { grammarsOf } from '../../src/source/grammar/grammars';
import { sourceFile } from '../../src/source/source-file';
import { findingsIn, said } from './check-rule';
import { packageGrammars } from './package-grammars';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const root = path.resolve(__dirname, '../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  readonly contributes: {
    readonly snippets: readonly { readonly language: string; readonly path: string }[];
  };
};
const grammars = packageGrammars();

/** A file in which the text of a snippet stands where people would put it. */
const files: Readonly<Record<string, (body: string) => readonly [path: string, text: string]>> = {
  java: (body) => [
    'src/main/java/App.java',
    `import com.azure.core.credential.*;\nimport com.azure.identity.*;\nimport java.net.http.*;\n\nclass App {\n${body}\n}\n`,
  ],
  kotlin: (body) => [
    'src/main/kotlin/App.kt',
    `import com.azure.core.credential.*\nimport com.azure.identity.*\nimport java.net.http.*\n\nclass App {\n${body}\n}\n`,
  ],
  yaml: (body) => ['src/main/resources/application.yml', `${body}\n`],
  properties: (body) => ['src/main/resources/application.properties', `${body}\n`],
  bicep: (body) => ['main.bicep', `${bicepAround(body)}${body}\n`],
  terraform: (body) => ['main.tf', `${body}\n`],
};

/** What a Bicep file names has to be there. */
function bicepAround(body: string): string {
  const lines: readonly (readonly [name: string, line: string])[] = [
    ['service', "resource service 'Microsoft.AppPlatform/Spring@2023-12-01' existing = { name: 'shop' }"],
    ['vault', "resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: 'kv-shop' }"],
    [
      'identity',
      "resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = { name: 'orders-id' }",
    ],
  ];
  return lines
    .filter(
      ([name]) => new RegExp(`\\b${name}\\.|: ${name}\\n`).test(body) && !body.includes(`resource ${name} `),
    )
    .map(([, line]) => `${line}\n\n`)
    .join('');
}

/** What VS Code inserts when Tab is pressed until the end: each place with its proposal. */
function inserted({ body }: Snippet): string {
  const text = body.join('\n');
  const proposals = new Map([...text.matchAll(/\$\{(\d+):([^{}$]*)\}/g)].map(([, n, words]) => [n, words]));
  return text
    .replace(/\\([$}\\])/g, (_, letter: string) =>
      letter === '$' ? '\u0001' : letter === '}' ? '\u0002' : letter,
    )
    .replace(/\$\{(\d+):[^{}$]*\}/g, (_, n: string) => proposals.get(n) ?? '')
    .replace(/\$\{?(\d+)\}?/g, (_, n: string) => proposals.get(n) ?? '')
    .replaceAll('\u0001', '$')
    .replaceAll('\u0002', '}');
}

describe('snippets', () => {
  for (const { language, path: file } of manifest.contributes.snippets) {
    const kind = path.basename(file, '.json');
    const snippets = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Readonly<
      Record<string, Snippet>
    >;
    const around = files[kind];

    for (const [name, snippet] of Object.entries(snippets))
      it(`${language}: ${snippet.prefix}, ${name}, parses and lints clean`, async () => {
        assert.match(snippet.prefix, /^mi-[a-z-]+$/);
        assert.match(snippet.description, /\.$/);
        assert.ok(around !== undefined);
        const [where, text] = around(inserted(snippet));
        assert.doesNotMatch(text, /\$\d|\$\{\d/, 'nothing of the snippet is left over');
        const found = await findingsIn(where, text, { app: 'user', others: {} });
        assert.deepEqual(
          found.map((one) => `${one.rule.id} ${said(one)}`),
          [],
          text,
        );
        if (kind === 'yaml')
          for (const { errors } of parseAllDocuments(text)) assert.deepEqual(errors, [], text);
        const source = sourceFile(where, text);
        const [grammar] = source === undefined ? [] : grammarsOf(source.language);
        if (grammar === undefined) return;
        await grammars.load([grammar]);
        grammars.read(grammar, text, (tree) => {
          assert.equal(tree.hasError, false, text);
        });
      });

    it(`${language}: no prefix stands for two snippets`, () => {
      const prefixes = Object.values(snippets).map(({ prefix }) => prefix);
      assert.deepEqual(prefixes, [...new Set(prefixes)]);
    });
  }
});
