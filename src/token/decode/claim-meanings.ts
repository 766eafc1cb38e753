import { say, type Text } from '../../lifecycle/text';

/** What Entra means by the claims of an access token; "Access token claims reference" has the published ones. */
export const claimMeanings: Readonly<Record<string, Text>> = {
  aud: say('Audience: the service the token is for. Any other service refuses it.'),
  iss: say('Issuer: the tenant that gave the token out.'),
  iat: say('Issued at.'),
  nbf: say('Not valid before.'),
  exp: say('Expires.'),
  appid: say('Client ID (application ID) of the identity, in v1.0 tokens.'),
  azp: say('Client ID (application ID) of the identity, in v2.0 tokens.'),
  appidacr: say('How the client proved itself: 0 not at all, 1 with a secret, 2 with a certificate.'),
  azpacr: say('How the client proved itself: 0 not at all, 1 with a secret, 2 with a certificate.'),
  oid: say('Principal ID (object ID) of the identity: what roles and access policies name.'),
  sub: say('Subject: for an identity of its own the same as the principal ID.'),
  tid: say('Tenant of the identity.'),
  idp: say('Who authenticated the identity.'),
  idtyp: say('Kind of token: "app" when no user is involved.'),
  roles: say('Application roles the identity has at the audience.'),
  scp: say('Delegated permissions of a signed-in user; an identity has none.'),
  ver: say('Version of the token; the registration of the audience decides it.'),
  xms_mirid: say(
    'Azure resource the identity belongs to: the user-assigned identity, or the app for the system-assigned one. Undocumented.',
  ),
  xms_az_rid: say('Azure resource the token was asked from. Undocumented.'),
  xms_tcdt: say('When the tenant was created. Undocumented.'),
  aio: say('Internal to Entra.'),
  rh: say('Internal to Entra.'),
  uti: say('Internal to Entra: identifies this token in sign-in logs.'),
  wids: say('Directory roles the identity has in the tenant.'),
  groups: say('Groups the identity is a member of.'),
  hasgroups: say('There are more groups than fit into the token.'),
};

/** Header fields of a JSON Web Token. */
export const headerMeanings: Readonly<Record<string, Text>> = {
  typ: say('Type of the token.'),
  alg: say('Algorithm of the signature.'),
  kid: say("Which of the issuer's keys signed it."),
  x5t: say('Thumbprint of the certificate that signed it (v1.0 tokens).'),
};

/** Claims that are moments, in Unix seconds. */
export const timeClaims: ReadonlySet<string> = new Set(['iat', 'nbf', 'exp', 'auth_time', 'xms_tcdt']);
