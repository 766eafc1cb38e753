import assert from 'node:assert/strict';
import { render } from '../lifecycle/text';
import { scopeName } from './scope';

describe('where something is given', () => {
  it('is named in words that can be translated, with names as they stand', () => {
    const named = (scope: string) => render(scopeName(scope), (template) => template.toUpperCase());
    const group = '/subscriptions/s-1/resourceGroups/rg-shop';
    assert.deepEqual(
      ['/', '/providers/Microsoft.Management/managementGroups/mg', '/subscriptions/s-1', group].map(named),
      ['THE ROOT OF THE TENANT', "MANAGEMENT GROUP 'mg'", 'SUBSCRIPTION s-1', "RESOURCE GROUP 'rg-shop'"],
    );
    assert.equal(named(`${group}/providers/Microsoft.KeyVault/vaults/kv-shop`), "'kv-shop'");
  });
});
