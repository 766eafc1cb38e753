/** What Entra means by the claims of an access token; "Access token claims reference" has the published ones. */
export const claimMeanings: Readonly<Record<string, string>> = {
  aud: 'Audience: the service the token is for. Any other service refuses it.',
  iss: 'Issuer: the tenant that gave the token out.',
  iat: 'Issued at.',
  nbf: 'Not valid before.',
  exp: 'Expires.',
  appid: 'Client ID (application ID) of the identity, in v1.0 tokens.',
  azp: 'Client ID (application ID) of the identity, in v2.0 tokens.',
  appidacr: 'How the client proved itself: 0 not at all, 1 with a secret, 2 with a certificate.',
  azpacr: 'How the client proved itself: 0 not at all, 1 with a secret, 2 with a certificate.',
  oid: 'Principal ID (object ID) of the identity: what roles and access policies name.',
  sub: 'Subject: for an identity of its own the same as the principal ID.',
  tid: 'Tenant of the identity.',
  idp: 'Who authenticated the identity.',
  idtyp: 'Kind of token: "app" when no user is involved.',
  roles: 'Application roles the identity has at the audience.',
  scp: 'Delegated permissions of a signed-in user; an identity has none.',
  ver: 'Version of the token; the registration of the audience decides it.',
  xms_mirid:
    'Azure resource the identity belongs to: the user-assigned identity, or the app for the system-assigned one. Undocumented.',
  xms_az_rid: 'Azure resource the token was asked from. Undocumented.',
  xms_tcdt: 'When the tenant was created. Undocumented.',
  aio: 'Internal to Entra.',
  rh: 'Internal to Entra.',
  uti: 'Internal to Entra: identifies this token in sign-in logs.',
  wids: 'Directory roles the identity has in the tenant.',
  groups: 'Groups the identity is a member of.',
  hasgroups: 'There are more groups than fit into the token.',
};

/** Header fields of a JSON Web Token. */
export const headerMeanings: Readonly<Record<string, string>> = {
  typ: 'Type of the token.',
  alg: 'Algorithm of the signature.',
  kid: "Which of the issuer's keys signed it.",
  x5t: 'Thumbprint of the certificate that signed it (v1.0 tokens).',
};

/** Claims that are moments, in Unix seconds. */
export const timeClaims: ReadonlySet<string> = new Set(['iat', 'nbf', 'exp', 'auth_time', 'xms_tcdt']);
