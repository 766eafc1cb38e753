import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const source = path.join(import.meta.dirname, '../..');
/** Where a kind of host is known by name: its words, its calls, its ways in, and the sandbox that plays it. */
const rooms = ['hosts/', 'azure/hosts/', 'tunnel/hosts/', 'sandbox/'];
/** A long change of any resource provider is told in this word, see docs of Azure Resource Manager's asynchronous operations. */
const ofEveryProvider = 'azure/operation-status.ts';
const words =
  /microsoft\.appplatform|azurerm_spring_cloud|standardgen2|^consumption$|^provisioningstate$|^powerstate$/i;

describe('what is so of Azure Spring Apps', () => {
  it('is named in its own rooms: types, plans and states', () => {
    const named = sources()
      .filter((file) => file !== ofEveryProvider && !rooms.some((room) => file.startsWith(room)))
      .flatMap((file) => textsIn(file).map((text) => `${file}: ${text}`));

    assert.deepEqual(named, []);
  });

  it('is found where it is named', () => {
    const found = sources().filter(
      (file) => rooms.some((room) => file.startsWith(room)) && textsIn(file).length > 0,
    );

    assert.ok(found.includes('hosts/spring/types.ts'), found.join(', '));
    assert.ok(found.includes('azure/hosts/resources.ts'), found.join(', '));
  });
});

function sources(): readonly string[] {
  return fs
    .readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
}

/** Texts and names of a file that are Azure's words for it; comments are none. */
function textsIn(file: string): readonly string[] {
  const text = fs.readFileSync(path.join(source, file), 'utf8');
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) || ts.isIdentifier(node);
    if (isText && words.test(node.text)) found.push(node.text);
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return found;
}
