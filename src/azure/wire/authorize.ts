import {
  bearerTokenAuthenticationPolicyName,
  type PipelinePolicy,
  type PipelineRequest,
} from '@azure/core-rest-pipeline';

import { base64Bytes, textOf } from '../../lifecycle/bytes';
import { Failure } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';
import type { Access, TokenCache } from './token-cache';

/**
 * Puts the token on a request and answers a 401 once: with the claims challenge of its `WWW-Authenticate` header when
 * there is one, else with a fresh token. It stands inside the retry policy, so each attempt has a token of its time.
 *
 * It carries the name of the SDK's policy because the SDK clients add their own when none of that name is there.
 */
export function createAuthorizePolicy(tokens: TokenCache, access: Access, armOrigin: string): PipelinePolicy {
  return {
    name: bearerTokenAuthenticationPolicyName,
    async sendRequest(request, next) {
      // Checked here, where the token is attached, whatever was checked before: a token goes to ARM and nowhere else.
      if (new URL(request.url).origin !== armOrigin)
        throw new Failure({
          code: 'unexpected',
          what: say('A request was stopped.'),
          why: say(
            "It was to go to {0}, which is not this cloud's Azure Resource Manager.",
            new URL(request.url).host,
          ),
        });
      const signal = (request.abortSignal as AbortSignal | undefined) ?? new AbortController().signal;
      const first = await tokens.get(access, signal);
      attach(request, first.token);
      const response = await next(request);
      if (response.status !== 401) return response;
      const challenge = claimsChallenge(response.headers.get('www-authenticate'));
      const second = await tokens.replace(access, first.token, challenge, signal);
      if (second.token === first.token) return response;
      attach(request, second.token);
      return await next(request);
    },
  };
}

function attach(request: PipelineRequest, token: string): void {
  request.headers.set('Authorization', `Bearer ${token}`);
}

/** The header itself when it carries claims the next token must meet (RFC 6750 with Entra's `claims` parameter). */
export function claimsChallenge(header: string | undefined): string | undefined {
  return header !== undefined && /\bclaims="[^"]+"/i.test(header) ? header : undefined;
}

/** The claims of a challenge as JSON text; `undefined` when they cannot be read. */
export function claimsOf(challenge: string): string | undefined {
  const encoded = /\bclaims="([^"]+)"/i.exec(challenge)?.[1];
  if (encoded === undefined) return undefined;
  try {
    const decoded = textOf(base64Bytes(encoded));
    JSON.parse(decoded);
    return decoded;
  } catch {
    return undefined;
  }
}
