import type { EngineOptions } from './contract';
import { Engine } from './engine';
import { createSecretKey } from './entra/secret-key';
import type { ServicePrincipal } from './entra/sign-in';
import type { WireAnswer, WireRequest } from './http/wire';

/** A sandbox without a server: whoever holds it hands requests to it. It has no consoles and forwards no ports. */
export interface SandboxWithin extends ServicePrincipal {
  /** The origin of its addresses, which lead nowhere. */
  readonly url: string;
  readonly tenantId: string;
  /** Never rejects. */
  readonly answer: (request: Omit<WireRequest, 'origin'>) => Promise<WireAnswer>;
}

/** Names below `.invalid` belong to nobody: a request that gets out by mistake reaches nothing. */
const origin = 'https://sandbox.invalid';

/** Makes an embedded Azure inside this program, with nothing but what every JavaScript host has. Throws like `openSandbox`. */
export function openSandboxWithin(options: EngineOptions = {}): SandboxWithin {
  const engine = new Engine(options, createSecretKey());
  engine.begin(new URL(origin).host);
  return {
    url: origin,
    tenantId: engine.world.estate.tenants[0]?.tenantId ?? '',
    ...engine.principal,
    answer: (request) => engine.answer({ ...request, origin }),
  };
}
