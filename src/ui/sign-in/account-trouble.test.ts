import assert from 'node:assert/strict';
import { Failure, isAbort } from '../../lifecycle/failure';
import { declined, expiryOf } from './account-trouble';

describe('trouble with the accounts of VS Code', () => {
  it('is silent when the user turns the sign-in away', async () => {
    for (const message of ['User did not consent to login.', 'Cancelled', 'User canceled'])
      await assert.rejects(declined(Promise.reject(new Error(message))), isAbort, message);
  });

  it('is told when the sign-in itself fails', async () => {
    await assert.rejects(
      declined(Promise.reject(new Error('The provider is gone.'))),
      (error) => Failure.is(error, 'unauthorized') && error.why === 'The provider is gone.',
    );
  });

  it('hands on what comes of a sign-in that works', async () => {
    assert.equal(await declined(Promise.resolve(7)), 7);
  });
});

describe('the end of an access token', () => {
  const token = (body: string) => `head.${Buffer.from(body).toString('base64url')}.sign`;

  it('is its exp claim, in milliseconds', () => {
    assert.equal(expiryOf(token('{"exp":1700000000}')), 1_700_000_000_000);
  });

  it('counts as reached for a token that cannot be read', () => {
    for (const unreadable of ['opaque', token('no json'), token('{"exp":"soon"}'), token('null'), ''])
      assert.equal(expiryOf(unreadable), 0);
  });
});
