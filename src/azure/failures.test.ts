import assert from 'node:assert/strict';

import { createHttpHeaders, createPipelineRequest, RestError } from '@azure/core-rest-pipeline';

import { Failure, isAbort, type FailureCode } from '../lifecycle/failure';
import { explain, isAnswered } from './failures';
import { say } from '../lifecycle/text';

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** What the SDK throws for an answer. */
function thrown({ status, body, headers }: Answer): RestError {
  const request = createPipelineRequest({
    url: 'https://arm.invalid/subscriptions/s/x?api-version=1',
    method: 'PUT',
  });
  request.headers.set('authorization', 'Bearer canary-token');
  return new RestError('as the SDK words it', {
    statusCode: status,
    request,
    response: {
      status,
      request,
      headers: createHttpHeaders(headers ?? {}),
      bodyAsText: typeof body === 'string' ? body : JSON.stringify(body ?? ''),
    },
  });
}

function failureOf(answer: Answer): Failure {
  const error = explain(thrown(answer), say('Could not do it.'));
  assert.ok(Failure.is(error));
  return error;
}

const azureError = (code: string, message: string): unknown => ({ error: { code, message } });

describe('explain', () => {
  const statuses: [number, FailureCode][] = [
    [400, 'rejected'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [407, 'proxy'],
    [408, 'unavailable'],
    [409, 'conflict'],
    [412, 'rejected'],
    [429, 'throttled'],
    [500, 'unavailable'],
    [503, 'unavailable'],
    [504, 'unavailable'],
    [302, 'rejected'],
  ];
  for (const [status, code] of statuses)
    it(`takes ${status} for ${code}, with what, why, a remedy and one click`, () => {
      const failure = failureOf({ status, body: azureError('SomeCode', 'Some words') });

      assert.equal(failure.code, code);
      assert.equal(failure.what, 'Could not do it.');
      assert.ok(failure.why.length > 10 && failure.remedy !== undefined && failure.action !== undefined);
      assert.equal(failure.azureCode, 'SomeCode');
    });

  const denied = (action: string): string =>
    `The client 'a@b.c' with object id '1' does not have authorization to perform action '${action}' over scope '/subscriptions/s' or the scope is invalid. If access was recently granted, please refresh your credentials.`;
  const roles: [string, RegExp][] = [
    ['Microsoft.AppPlatform/Spring/apps/write', /'Contributor'/],
    ['Microsoft.AppPlatform/Spring/apps/read', /'Reader'/],
    ['Microsoft.ManagedIdentity/userAssignedIdentities/assign/action', /'Managed Identity Operator'/],
    ['Microsoft.ManagedIdentity/userAssignedIdentities/write', /'Managed Identity Contributor'/],
    ['Microsoft.Authorization/roleAssignments/write', /'User Access Administrator'/],
    ['Microsoft.Authorization/roleAssignments/read', /'Reader'/],
  ];
  for (const [action, role] of roles)
    it(`names the missing '${action}' and a role that has it`, () => {
      const failure = failureOf({ status: 403, body: azureError('AuthorizationFailed', denied(action)) });

      assert.equal(failure.missingAction, action);
      assert.ok(failure.why.includes(action));
      assert.match(failure.remedy ?? '', role);
    });

  it('asks for Managed Identity Operator when linked authorization fails, also without an action in the words', () => {
    const linked = failureOf({
      status: 403,
      body: azureError(
        'LinkedAuthorizationFailed',
        "The client 'x' has permission to perform action 'Microsoft.AppPlatform/Spring/apps/write' on scope 's'; however, it does not have permission to perform action(s) 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action' on the linked scope(s) 'i' or the linked scope(s) are invalid.",
      ),
    });
    const bare = failureOf({ status: 403, body: azureError('LinkedAuthorizationFailed', '') });

    for (const failure of [linked, bare]) {
      assert.equal(failure.missingAction, 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action');
      assert.match(failure.remedy ?? '', /'Managed Identity Operator' on the identity/);
    }
  });

  it('takes both forms of 404 alike: the provider’s and the gateway’s', () => {
    const provider = {
      error: { code: 'NotFound', message: 'App was not found', target: '/x', details: null },
    };
    assert.equal(failureOf({ status: 404, body: provider }).code, 'not-found');
    const gateway = azureError(
      'ResourceNotFound',
      "The Resource 'a' under resource group 'g' was not found.",
    );
    assert.equal(failureOf({ status: 404, body: gateway }).code, 'not-found');
  });

  it('keeps the challenge of a 401 and asks for a stronger sign-in', () => {
    const challenge = 'Bearer error="insufficient_claims", claims="eyJ9"';
    const failure = failureOf({ status: 401, headers: { 'www-authenticate': challenge } });

    assert.equal(failure.challenge, challenge);
    assert.match(failure.why, /stronger sign-in/);
  });

  it('says how long a 429 asks to wait', () => {
    const failure = failureOf({ status: 429, headers: { 'retry-after': '42' } });

    assert.match(failure.why, /42 s/);
    assert.match(failure.remedy ?? '', /42 s/);
  });

  it('does not fill the screen with a gateway page', () => {
    const page = failureOf({ status: 502, body: `<html>${'x'.repeat(9000)}</html>` });
    const long = failureOf({ status: 400, body: azureError('Long', 'y'.repeat(9000)) });

    assert.ok(page.message.length < 800 && long.message.length < 800);
  });

  const network: [string, FailureCode][] = [
    ['ENOTFOUND', 'offline'],
    ['EAI_AGAIN', 'offline'],
    ['ECONNREFUSED', 'offline'],
    ['ECONNRESET', 'offline'],
    ['PARSE_ERROR', 'offline'],
    ['ETIMEDOUT', 'timeout'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
  ];
  for (const [system, code] of network)
    it(`takes ${system} for ${code}`, () => {
      const error = explain(new RestError('socket words', { code: system }), say('Could not do it.'));

      assert.ok(Failure.is(error, code), String(error));
      assert.match(error.why, new RegExp(system));
    });

  it('takes a proxy that cannot be passed for proxy', () => {
    const words = 'Failed to establish a socket connection to proxies: PROXY proxy.invalid:8080';

    assert.ok(Failure.is(explain(new RestError(words), say('Could not do it.')), 'proxy'));
  });

  it('leaves an abort an abort, and a failure the failure it is', () => {
    const aborted = new AbortController();
    aborted.abort();
    const failure = new Failure({ code: 'signed-out', what: 'w', why: 'y' });

    assert.ok(isAbort(explain(new Error('anything'), say('w'), aborted.signal)));
    assert.equal(explain(failure, say('other')), failure);
  });

  it('does not carry the request, and with it the token, in the failure', () => {
    for (let link: unknown = failureOf({ status: 500 }); link instanceof Error; link = link.cause)
      assert.ok(!JSON.stringify(link, Object.getOwnPropertyNames(link)).includes('canary-token'));
  });
});

describe('isAnswered', () => {
  it('knows the status of what was explained and of what was not', () => {
    assert.ok(isAnswered(thrown({ status: 404 }), 404));
    assert.ok(isAnswered(failureOf({ status: 404 }), 400, 404));
    assert.ok(!isAnswered(failureOf({ status: 403 }), 404));
    assert.ok(!isAnswered(new Error('404'), 404));
  });
});
