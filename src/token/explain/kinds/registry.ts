import type { Reading } from '../refusal';
import { hostTarget } from '../target-names';
import { appsIdentity } from './key-vault';
import { kind, type Kind, type Near } from './kind';
import { permission, target } from '../reading';

const registry = (near: Near): Reading => ({
  ...target(hostTarget('acr', near.record)),
  ...permission('pull'),
});
const isRegistry = (near: Near): boolean =>
  /azurecr\.|acr\/|oauth2\/token\?scope=repository/i.test(near.record);

export const registryKinds: readonly Kind[] = [
  kind('acr.pull-aca', 'role-missing', ['unable to pull image using managed identity'], (near) => ({
    ...appsIdentity(near.text),
    ...registry(near),
  })),
  kind(
    'acr.unauthorized',
    'ambiguous',
    [
      'unauthorized: authentication required',
      'failed to fetch oauth token',
      'failed to fetch anonymous token',
    ],
    (near) =>
      isRegistry(near) && !/DockerApiException|insufficient_scope|client with IP/i.test(near.record)
        ? registry(near)
        : undefined,
  ),
  kind(
    'acr.firewall',
    'network',
    ['is not allowed access, refer https://aka.ms/acr/firewall', 'aka.ms/acr/firewall'],
    (near) => target(hostTarget('acr', near.record)),
  ),
  kind('acr.scope', 'role-missing', ['insufficient_scope: authorization failed'], (near) =>
    isRegistry(near) ? registry(near) : undefined,
  ),
  kind(
    'acr.appservice',
    'sdk-config',
    ['dockerapiexception', 'aad access token with sp failed client id must be guid'],
    (near) =>
      /unauthorized: authentication required|client id must be guid/i.test(near.record)
        ? target(hostTarget('acr', near.record))
        : undefined,
  ),
];
