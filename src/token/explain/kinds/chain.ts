import { unreachable } from './token-endpoint';
import { asOnly, kind, scopeTarget, type Kind } from './kind';
import { first, guidAfter } from '../log-text';
import { identity } from '../reading';

/** Workload identity, and chains of credentials: many members say that they are not there, and one of them is meant. */
export const chainKinds: readonly Kind[] = [
  // Workload identity, before Microsoft Entra ID answers.
  asOnly(
    'noise',
    kind(
      'wi.not-configured',
      'sdk-config',
      ['the workload options are not fully configured', "missing required arguments: 'tenant_id'"],
      scopeTarget,
    ),
  ),
  kind(
    'wi.url-400',
    'fic-missing',
    ['server returned http response code: 400 for url', 'the request to the authority host was invalid'],
    (near) => {
      const tenant = first(
        near.text,
        /login\.(?:microsoftonline|partner\.microsoftonline|chinacloudapi)\.[a-z]{2,3}\/([^/\s]{1,80})\/oauth2/i,
      );
      if (tenant === undefined) return undefined;
      const client = guidAfter(near.record, 'client[-_ ]?id["\'=: ]{1,4}');
      const isClient = client !== undefined && client === tenant.toLowerCase();
      return isClient ? { ...identity({ clientId: client }), cause: 'library-bug' } : {};
    },
  ),
  asOnly(
    'wrapper',
    kind('wi.unavailable', 'ambiguous', ['workload identity authentication is not available'], scopeTarget),
  ),
  // Chains of credentials.
  kind('chain.env-shadow', 'secret-invalid', ['environmentcredential authentication failed'], (near) => {
    if (!/AADSTS(?:7000215|700016|7000222)\b/.test(near.record)) return undefined;
    return {
      ...scopeTarget(near),
      ...identity({ clientId: guidAfter(near.record, "(?:identifier|app) '") }),
    };
  }),
  kind(
    'chain.local',
    'endpoint-unreachable',
    ['connection to imds endpoint cannot be established'],
    (near) =>
      isLocal(near.record) && unreachable.test(near.text.slice(0, 400)) ? scopeTarget(near) : undefined,
  ),
  asOnly(
    'wrapper',
    kind(
      'chain.no-member',
      'ambiguous',
      [
        'defaultazurecredential failed to retrieve a token from the included credentials',
        'chainedtokencredential: failed to acquire a token',
        'defaultazurecredential: failed to acquire a token',
        'chainedtokencredential authentication failed',
        'environmentcredential authentication unavailable',
      ],
      scopeTarget,
    ),
  ),
];

/** A developer's machine: tools of an IDE in the chain, and a process that is not the first of a container. */
function isLocal(record: string): boolean {
  const hasTools = /AzureCli|IntelliJ|PowerShell|EnvironmentCredential/i.test(record);
  return hasTools && /restartedMain|\b[A-Z]:\\|\/Users\/|(?:ERROR|WARN|INFO) \d{4,7} ---/.test(record);
}
