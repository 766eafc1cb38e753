import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { Failure, isAbort } from '../../lifecycle/failure';
import { declined, expiryOf, listingFailure, signedOut } from './account-trouble';

const canary = 'eyJcanary-token-that-must-stay-unseen';

/** The shape of the SDK's error: it holds the request it was made for, headers and all. */
function restError(details: { readonly statusCode?: number; readonly code?: string }): Error {
  return Object.assign(new Error('It did not work.'), details, {
    request: { headers: { authorization: `Bearer ${canary}` } },
  });
}

describe('trouble with the accounts of VS Code', () => {
  it('is told by status and code, never by message', () => {
    const code = (details: Parameters<typeof restError>[0]) => listingFailure(restError(details), 'ann').code;
    assert.equal(code({ statusCode: 401 }), 'unauthorized');
    assert.equal(code({ statusCode: 403 }), 'forbidden');
    assert.equal(code({ statusCode: 429 }), 'throttled');
    assert.equal(code({ statusCode: 503 }), 'unavailable');
    assert.equal(code({ statusCode: 400 }), 'rejected');
    assert.equal(code({ code: 'ENOTFOUND' }), 'offline');
    assert.equal(code({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }), 'certificate');
    assert.equal(code({}), 'unexpected');
  });

  it('never carries the request, which holds the token', () => {
    const failure = listingFailure(restError({ statusCode: 401 }), 'ann');
    assert.doesNotMatch(inspect(failure, { depth: 10 }), /canary/);
    assert.equal(failure.cause, undefined);
  });

  it('leaves a failure that is one already as it is', () => {
    const failure = signedOut();
    assert.equal(listingFailure(failure, 'ann'), failure);
  });

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
