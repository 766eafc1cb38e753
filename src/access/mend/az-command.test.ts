import assert from 'node:assert/strict';
import { askedOf, azRole } from './az-command';

describe('lines of the Azure CLI', () => {
  const told = (description: string): string =>
    azRole({ principalId: 'p', role: 'Reader', scope: '/', description }).split('--scope / ')[1] ?? '';

  it('let no text become what a file holds', () => {
    assert.equal(told('@/home/me/.ssh/id_rsa'), "--description ' @/home/me/.ssh/id_rsa'");
    assert.equal(told('see=@notes'), "--description 'see= @notes'");
    assert.equal(told('team@shop.org'), '--description team@shop.org');
  });

  it('let no text become an option', () => {
    assert.equal(told('--debug'), '--description=--debug');
  });

  it('press no keys in a terminal', () => {
    assert.equal(told("it's\u0003\u0015rm -rf ~\n"), "--description 'it'\\''s  rm -rf ~ '");
  });

  it('leave dollars, quotes and backticks of names to nobody', () => {
    assert.equal(told('$(id) "`id`'), "--description '$(id) \"`id`'");
  });

  it('keep a name in one word where they ask for its resource', () => {
    const { ask } = Object(askedOf('kv (id) x', 'Microsoft.KeyVault/vaults', 'id')) as { ask: string };
    assert.match(ask, /^az resource list --name "kv \(id\) x" --resource-type /);
  });
});
