import assert from 'node:assert/strict';

import { plain } from '../lifecycle/text';
import { idOfIdentity, nameTrouble, proposedName, regionOf } from './new-identity';

describe('a new user-assigned identity', () => {
  for (const name of ['abc', 'a-b', 'A_1', '123', '9-_', 'x'.repeat(128)])
    it(`may be called ${name.slice(0, 20)}`, () => {
      assert.equal(nameTrouble(name), undefined);
    });

  for (const [name, why] of [
    ['', /3 to 128 characters; this one has 0/],
    ['ab', /this one has 2/],
    ['x'.repeat(129), /this one has 129/],
    ['-ab', /begins with a letter or a digit/],
    ['_ab', /begins with a letter or a digit/],
    ['a b', /no blanks/],
    ['a\tb', /no blanks/],
    ['a.b', /not \./],
    ['a/b', /not \//],
    ['id-für-shop', /not ü/],
    ['id-😀', /not 😀/],
    ["a'b", /not '/],
    ['a%20b', /not %/],
  ] as const)
    it(`may not be called ${JSON.stringify(name.slice(0, 20))}`, () => {
      const trouble = nameTrouble(name);
      assert.match(trouble === undefined ? '' : plain(trouble), why);
    });

  for (const app of ['orders', 'a', 'x'.repeat(200), 'o.r d'])
    it(`is proposed a name that Azure takes for '${app.slice(0, 10)}'`, () => {
      assert.equal(nameTrouble(proposedName(app)), undefined);
    });

  it('has its id before it is there', () => {
    assert.equal(
      idOfIdentity({ subscriptionId: 's' }, { resourceGroup: 'g', name: 'n' }),
      '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/n',
    );
  });

  it('has its region as Azure writes it', () => {
    assert.equal(regionOf('West Europe'), 'westeurope');
  });
});
