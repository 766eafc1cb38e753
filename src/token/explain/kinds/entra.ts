import type { Cause, Reading } from '../refusal';
import { asOnly, kind, scopeTarget, type Kind, type Near } from './kind';
import { isGuid } from '../../../estate/ids/guid';
import { first, guidAfter } from '../log-text';
import { byResourceId, identity, target } from '../reading';

/** Numbers of errors of Microsoft Entra ID, and what usually is behind each. The documentation asks to read the number, not the words. */
const numbers: Readonly<Record<string, Cause>> = {
  '700016': 'app-not-found',
  '70021': 'fic-missing',
  '700211': 'fic-issuer',
  '700212': 'fic-audience',
  '7002121': 'fic-audience',
  '700213': 'fic-subject',
  '7002131': 'fic-subject',
  '700024': 'assertion-expired',
  '700222': 'flow-mismatch',
  '700229': 'flow-mismatch',
  '700027': 'secret-invalid',
  '50012': 'secret-invalid',
  '50013': 'assertion-expired',
  '500133': 'assertion-expired',
  '90061': 'idp-unreachable',
  '7000215': 'secret-invalid',
  '7000222': 'secret-expired',
  '7000218': 'sdk-config',
  '70011': 'wrong-resource',
  '1002012': 'wrong-resource',
  '28002': 'wrong-resource',
  '500011': 'wrong-resource',
  '50001': 'wrong-resource',
  '50034': 'flow-mismatch',
  '50126': 'flow-mismatch',
  '50105': 'app-role-required',
  '501051': 'app-role-required',
  '65001': 'flow-mismatch',
  '7000112': 'app-disabled',
  '70001': 'app-not-found',
  '70002': 'secret-invalid',
  '700030': 'secret-invalid',
  '90002': 'tenant-not-found',
  '900023': 'tenant-not-found',
  '900382': 'wrong-tenant',
  '900432': 'wrong-tenant',
  '53003': 'ca-blocked',
  '530032': 'ca-blocked',
  '530035': 'ca-blocked',
  '90033': 'endpoint-transient',
  '90055': 'endpoint-transient',
  '901002': 'sdk-config',
  '90014': 'sdk-config',
  '900144': 'sdk-config',
  '100007': 'sdk-config',
};
/** Numbers that some other, more exact one stands beside: "AADSTS70002: Error validating credentials. AADSTS50012: ...". */
const general = new Set(['70002', '700030', '70001']);

/** What the texts of some numbers reveal; those of the others name nobody. */
const readings: Readonly<Record<string, (near: Near) => Reading>> = {
  '700016': given,
  '70001': given,
  '70021': subject,
  '700211': subject,
  '700212': subject,
  '7002121': subject,
  '700213': subject,
  '7002131': subject,
  '700024': subject,
  '500011': resource,
  '50001': resource,
  '70011': wrongScope,
  '1002012': wrongScope,
  '28002': wrongScope,
  '50105': caller,
  '501051': caller,
  '50034': user,
  '50126': user,
  '7000215': app,
  '7000222': app,
  '7000112': app,
  '65001': app,
};

/** `aadsts.<number>` for each number that says something about an identity. */
export const entraKinds: readonly Kind[] = Object.entries(numbers).map(([number, cause]) => {
  const said = new RegExp(
    `^(?:AADSTS${number}(?!\\d)|"error_codes"\\s{0,9}:\\s{0,9}\\[[\\d,\\s]{0,60}(?<!\\d)${number}(?!\\d))`,
    'i',
  );
  const one = kind(`aadsts.${number}`, cause, [`aadsts${number}`, '"error_codes"'], (near) =>
    said.test(near.text) ? (readings[number]?.(near) ?? {}) : undefined,
  );
  return general.has(number) ? asOnly('vague', one) : one;
});

function given({ text }: Near): Reading {
  return ofIdentifier(first(text, /identifier '([^']{1,400})'/i));
}

function subject({ text }: Near): Reading {
  return identity({
    name: first(text, /'?((?:system:serviceaccount:[\w.-]{1,253}:[\w.-]{0,252}\w|repo:[^'\s]{1,300}))/i),
  });
}

function resource(near: Near): Reading {
  return scoped(near, first(near.text, /resource principal named '?([^\s"']{1,300}?)'? was not found/i));
}

function wrongScope(near: Near): Reading {
  const named = first(near.text, /scope '?([a-z]{3,10}:\/\/[^\s"']{1,300}?)'?(?: is not valid|[\s"'])/i);
  return scoped(near, named ?? first(near.text, /scope '?([^\s"']{1,300}?)'? is not valid/i));
}

function caller(near: Near): Reading {
  return {
    ...identity({
      clientId: guidAfter(near.text, "Application '"),
      name: first(near.text, /Application '[^']{1,80}'\s?\(([^)]{1,120})\)/i),
    }),
    ...scopeTarget(near),
  };
}

function user({ text }: Near): Reading {
  return identity({
    name: first(text, /user account '?\{?([^\s'{}]{2,200}@[^\s'{}]{1,200}?)\}?'? does not exist/i),
  });
}

function app({ text }: Near): Reading {
  return identity({ clientId: guidAfter(text, "(?:app|application|identifier)[^']{0,40}'") });
}

/** What was given as client ID. One that is no GUID cannot be one. */
function ofIdentifier(given: string | undefined): Reading {
  if (given === undefined) return {};
  if (isGuid(given)) return identity({ clientId: given.toLowerCase() });
  if (/^[x*]+(?:-[x*]+)*$|^<.*>$|^\{.*\}$/i.test(given)) return {};
  const parts = /^\/subscriptions\//i.test(given) ? byResourceId(given) : { name: given };
  return { ...identity(parts), cause: 'wrong-client-id' };
}

function scoped(near: Near, named: string | undefined): Pick<Reading, 'target'> {
  return named === undefined ? scopeTarget(near) : target(`scope:${named}`);
}
