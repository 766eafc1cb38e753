import assert from 'node:assert/strict';

import type { AppIdentity } from '../../estate/app-identity';
import { plain } from '../../lifecycle/text';
import { differenceLines, mergeSets, readDeclaration, sameSets, writeDeclaration } from './declared';
import { setOf, wishBetween, type IdentitySet } from './wish';

const id = (name: string): string =>
  `/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;

const both: AppIdentity = {
  type: 'SystemAssigned,UserAssigned',
  principalId: 'p-system',
  tenantId: 't',
  userAssigned: [{ id: id('a'), principalId: 'p-a', clientId: 'c-a' }, { id: id('b') }],
};
const none: AppIdentity = { type: 'None', userAssigned: [] };

function problemsOf(text: string, known = both): readonly string[] {
  return readDeclaration(text, known).problems.map(({ message, span }) => {
    assert.ok(span.start >= 0 && span.end <= text.length && span.start <= span.end, JSON.stringify(span));
    return `${text.slice(span.start, span.end)} -> ${plain(message)}`;
  });
}

const declaring = (identity: unknown): string => JSON.stringify({ identity });

describe('a declaration of identities', () => {
  for (const [what, identity] of [
    ['both kinds', both],
    ['none', none],
    ['its own alone', { type: 'SystemAssigned', principalId: 'p', tenantId: 't', userAssigned: [] }],
    ['one that is not told yet', { type: 'UserAssigned', userAssigned: [{ id: id('a') }] }],
  ] as [string, AppIdentity][])
    it(`reads what it writes of an app with ${what}`, () => {
      const { set, problems } = readDeclaration(writeDeclaration(identity), identity);
      assert.deepEqual(problems, []);
      assert.deepEqual(set, setOf(identity));
    });

  const right: [string, string, IdentitySet][] = [
    [
      'comments and trailing commas',
      '{ // mine\n "identity": { "type": "None", }, }',
      { system: false, userAssigned: [] },
    ],
    [
      'a blank in the type',
      declaring({ type: 'SystemAssigned, UserAssigned', userAssignedIdentities: { [id('x')]: {} } }),
      { system: true, userAssigned: [id('x')] },
    ],
    ['another casing of the type', declaring({ type: 'systemassigned' }), { system: true, userAssigned: [] }],
    ['no list', declaring({ type: 'None' }), { system: false, userAssigned: [] }],
    [
      'null for the list',
      declaring({ type: 'SystemAssigned', userAssignedIdentities: null }),
      { system: true, userAssigned: [] },
    ],
    [
      'null for an identity, which takes it away',
      declaring({ type: 'UserAssigned', userAssignedIdentities: { [id('a')]: null, [id('b')]: {} } }),
      { system: false, userAssigned: [id('b')] },
    ],
    [
      'a schema',
      JSON.stringify({ $schema: 'x', identity: { type: 'None' } }),
      { system: false, userAssigned: [] },
    ],
    [
      'the IDs Azure made, untouched',
      declaring({
        type: 'UserAssigned',
        userAssignedIdentities: { [id('a')]: { principalId: 'p-a', clientId: 'c-a' } },
      }),
      { system: false, userAssigned: [id('a')] },
    ],
  ];
  for (const [what, text, set] of right)
    it(`takes ${what}`, () => {
      assert.deepEqual(problemsOf(text), []);
      assert.deepEqual(readDeclaration(text, both).set, set);
    });

  const wrong: [string, string, RegExp][] = [
    ['nothing', '', /no JSON/],
    ['a half-typed text', '{"identity": {"type": "None"', /no JSON/],
    ['a list', '[]', /An object with "identity"/],
    ['no identity', '{}', /must be an object/],
    ['an identity that is null', '{"identity": null}', /must be an object: \{"type": "None"\}/],
    [
      'something else of the app',
      '{"identity": {"type": "None"}, "properties": {}}',
      /Only "identity".*"properties"/,
    ],
    ['an unknown type', declaring({ type: 'System' }), /"System" -> "type" must be/],
    ['a type that is a number', declaring({ type: 7 }), /"type" must be/],
    ['a type named like a property of objects', declaring({ type: 'constructor' }), /"type" must be/],
    ['no type', declaring({}), /"type" must be/],
    [
      'a list of ids instead of an object',
      declaring({ type: 'UserAssigned', userAssignedIdentities: [id('a')] }),
      /must be an object: resource IDs/,
    ],
    [
      'a name in place of an id',
      declaring({ type: 'UserAssigned', userAssignedIdentities: { 'id-orders': {} } }),
      /"id-orders" -> This is not the resource ID/,
    ],
    [
      'the id of something else',
      declaring({
        type: 'UserAssigned',
        userAssignedIdentities: {
          '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v': {},
        },
      }),
      /not the resource ID/,
    ],
    [
      'the same id twice',
      `{"identity":{"type":"UserAssigned","userAssignedIdentities":{"${id('a')}":{},"${id('A')}":{}}}}`,
      /twice/,
    ],
    [
      'a text for an identity',
      declaring({ type: 'UserAssigned', userAssignedIdentities: { [id('a')]: 'x' } }),
      /\{\} is expected/,
    ],
    [
      'another principal',
      declaring({ type: 'SystemAssigned', principalId: 'mine' }),
      /"principalId" is made by Azure/,
    ],
    [
      'another client ID',
      declaring({ type: 'UserAssigned', userAssignedIdentities: { [id('a')]: { clientId: 'mine' } } }),
      /"clientId" is made by Azure/,
    ],
    ['a property nobody knows', declaring({ type: 'None', isolation: true }), /"isolation" is made by Azure/],
    [
      'identities below a type without',
      declaring({ type: 'SystemAssigned', userAssignedIdentities: { [id('a')]: {} } }),
      /"SystemAssigned" -> .*must be "SystemAssigned,UserAssigned"/,
    ],
    [
      'a type with identities and none below',
      declaring({ type: 'SystemAssigned,UserAssigned' }),
      /must be "SystemAssigned"/,
    ],
    [
      '21 identities',
      declaring({
        type: 'UserAssigned',
        userAssignedIdentities: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [id(`n${i}`), {}])),
      }),
      /at most 20 user-assigned identities, not 21/,
    ],
  ];
  for (const [what, text, expected] of wrong)
    it(`points at ${what}`, () => {
      assert.match(problemsOf(text).join('\n'), expected);
    });
});

describe('what is wished where somebody else changed the app meanwhile', () => {
  const set = (system: boolean, ...names: string[]): IdentitySet => ({ system, userAssigned: names.map(id) });
  const cases: [string, IdentitySet, IdentitySet, IdentitySet, IdentitySet][] = [
    ['theirs where nothing was typed', set(true, 'a'), set(true, 'a'), set(false, 'b'), set(false, 'b')],
    ['mine where nothing else happened', set(true, 'a'), set(false, 'c'), set(true, 'a'), set(false, 'c')],
    [
      'both additions',
      set(false, 'a'),
      set(false, 'a', 'm'),
      set(false, 'a', 't'),
      set(false, 'a', 't', 'm'),
    ],
    ['both removals', set(false, 'a', 'b', 'c'), set(false, 'b', 'c'), set(false, 'a', 'c'), set(false, 'c')],
    [
      'my removal of what they keep',
      set(false, 'a', 'b'),
      set(false, 'a'),
      set(false, 'a', 'b', 't'),
      set(false, 'a', 't'),
    ],
    [
      'their removal of what I kept',
      set(false, 'a', 'b'),
      set(true, 'a', 'b'),
      set(false, 'b'),
      set(true, 'b'),
    ],
    ['the same change of both', set(false), set(true, 'x'), set(true, 'x'), set(true, 'x')],
  ];
  for (const [what, base, mine, theirs, merged] of cases)
    it(`is ${what}`, () => {
      assert.ok(
        sameSets(mergeSets(base, mine, theirs), merged),
        JSON.stringify(mergeSets(base, mine, theirs)),
      );
    });

  it('counts neither case nor order', () => {
    const upper = { system: true, userAssigned: [id('B').toUpperCase(), id('a')] };
    assert.ok(sameSets(upper, set(true, 'a', 'b')));
    assert.deepEqual(wishBetween(set(true, 'a', 'b'), upper), {});
    assert.deepEqual(mergeSets(set(true, 'a', 'b'), upper, set(true, 'a', 'b')).userAssigned.length, 2);
  });

  it('is told line by line', () => {
    assert.deepEqual(differenceLines(set(true, 'a', 'b'), set(false, 'b', 'c')), [
      '- SystemAssigned',
      `- ${id('a')}`,
      `+ ${id('c')}`,
    ]);
  });
});
