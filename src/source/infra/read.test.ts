import assert from 'node:assert/strict';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { grammarsOf } from '../grammar/grammars';
import { readSource } from '../read-source';
import { sourceFile } from '../source-file';
import type { InfraFile } from './infra-file';
import type { Value } from './value';
import { Names } from './names';
import { possibleValues } from './possible-values';

const grammars = packageGrammars();

function read(path: string, text: string) {
  const file = sourceFile(path, text);
  assert.ok(file !== undefined);
  const { subjects, comments } = readSource(file, grammars);
  return { file: subjects[0] as InfraFile | undefined, comments: comments.map((comment) => comment.text) };
}

/** A value as people would write it in JSON, with what is no literal in words. */
function plain(value: Value | undefined): unknown {
  switch (value?.kind) {
    case 'literal':
      return value.value;
    case 'array':
      return value.each === undefined
        ? value.items.map(plain)
        : [...value.items.map(plain), { each: plain(value.each) }];
    case 'object':
      return Object.fromEntries(value.entries.map((entry) => [entry.key, plain(entry.value)]));
    case 'reference':
      return `-> ${value.path.join('.')}`;
    case 'conditional':
      return { either: value.branches.map(plain) };
    case 'call':
    case 'text': {
      const values = possibleValues(value, new Names()).map(plain);
      return values.length === 1 ? values[0] : { either: values };
    }
    default:
      return value?.text;
  }
}

describe('infrastructure files', () => {
  before(() => grammars.load([...grammarsOf('bicep'), ...grammarsOf('terraform')]));

  it('have comments in every form of their language', () => {
    assert.deepEqual(read('main.bicep', '// a\nvar x = 1 // b\n/* c */\n').comments, [
      '// a',
      '// b',
      '/* c */',
    ]);
    assert.deepEqual(read('main.tf', '# a\n// b\nlocals {\n  x = 1 /* c */\n}\n').comments, [
      '# a',
      '// b',
      '/* c */',
    ]);
    const json = '{ // a\n"resources": [], /* b */ "$schema": "deploymentTemplate.json#" }';
    assert.deepEqual(read('main.json', json).comments, ['// a', '/* b */']);
  });

  it('have values of every kind, in Bicep', () => {
    const { file } = read(
      'main.bicep',
      `var all = {
  text: 'it\\'s'
  number: -1
  nothing: null
  list: [true, id.properties.clientId]
  member: id.?outputs!['clientId']
  nested: shop::orders[0].identity.principalId
  whole: '\${id.id}'
  part: '\${prefix}-orders'
  choice: both ? 'a' : any('b')
  fallback: given ?? 'c'
  loop: [for n in names: n]
  ...others
}`,
    );
    assert.deepEqual(plain(file?.definitions[0]?.value), {
      text: "it's",
      number: -1,
      nothing: null,
      list: [true, '-> id.properties.clientId'],
      member: '-> id.outputs.clientId',
      nested: '-> shop.orders.identity.principalId',
      whole: '-> id.id',
      part: '${}-orders',
      choice: { either: ['a', 'b'] },
      fallback: { either: ['-> given', 'c'] },
      loop: [{ each: 'n' }],
    });
    const [all] = file?.definitions ?? [];
    assert.ok(all?.value.kind === 'object' && all.value.open);
  });

  it('have values of every kind, in Terraform', () => {
    const { file } = read(
      'main.tf',
      `locals {
  all = {
    "text" : "say \\"x\\""
    number = 1
    nothing = null
    list = [true, azurerm_user_assigned_identity.x["a"].client_id]
    whole = "\${var.x}"
    part = "\${var.x}-orders"
    choice = var.both ? "a" : ("b")
    encoded = jsonencode({ a = 1 })
    splat = azurerm_user_assigned_identity.x[*].id
  }
}`,
    );
    assert.deepEqual(plain(file?.definitions[0]?.value), {
      text: 'say "x"',
      number: 1,
      nothing: null,
      list: [true, '-> azurerm_user_assigned_identity.x.client_id'],
      whole: '-> var.x',
      part: '${}-orders',
      choice: { either: ['a', 'b'] },
      encoded: { a: 1 },
      splat: [{ each: '-> azurerm_user_assigned_identity.x.id' }],
    });
  });

  it('have values of every kind, in templates', () => {
    const { file } = read(
      'main.json',
      `{"resources": [], "$schema": "deploymentTemplate.json#", "variables": {
        "text": "[[x]", "quoted": "['it''s']", "name": "[parameters('Name')]", "member": "[variables('a').b[0]['c']]",
        "choice": "[if(equals(1, 2), 'a', coalesce(parameters('b'), 'c'))]", "joined": "[concat('a', parameters('b'))]",
        "call": "[reference(resourceId('x', 'y')).clientId]", "broken": "[if(]" }}`,
    );
    assert.deepEqual(
      Object.fromEntries((file?.definitions ?? []).map(({ key, value }) => [key, plain(value)])),
      {
        text: '[[x]',
        quoted: "it's",
        name: "-> parameters('name')",
        member: "-> variables('a').b.c",
        choice: { either: ['a', { either: ["-> parameters('b')", 'c'] }] },
        joined: 'a${}',
        call: "-> reference(resourceId('x', 'y')).clientId",
        broken: '[if(]',
      },
    );
  });

  it('lose no more than the declaration that is broken, in Bicep', () => {
    const { file } = read(
      'main.bicep',
      "var a = 'x'\nresource b 'c@d' = {\n  name: [[[ '\n}\n@secure()\nparam e string\n",
    );
    assert.deepEqual(
      [file?.definitions.length, file?.inputs[0]?.name, file?.inputs[0]?.secure],
      [1, 'e', true],
    );
  });

  it('are none where JSON is something else', () => {
    for (const text of [
      '{"resources": []}',
      '["microsoft.appplatform"]',
      '{"a": "deploymentTemplate.json"}',
      '',
    ])
      assert.equal(read('main.json', text).file, undefined, text);
  });
});
