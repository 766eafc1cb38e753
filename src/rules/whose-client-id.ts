import { plainName } from './plain-name';

/**
 * Whose ID stands under a name: of a managed identity for sure, of an application that people or programs sign in as, or of either.
 */
export type ClientIdOwner = 'identity' | 'application' | 'either';

/** What signs users in, and others than Azure who give client IDs. */
const signIn =
  /activedirectory|oauth|oidc|openid|b2c|sign-?in|login|sso|aad|entra|msal|swagger|frontend|webapp|github|google|facebook|keycloak|okta|auth0|cognito|apple|twitter|linkedin|serviceprincipal|registration/;
/** What makes a client ID one of an application, beside it. */
const proof = /(?:clientsecret|clientcertificatepath|clientkey|clientcertificate|clientassertion)$/;
const ofSpring = /springcloudazure|springjmsservicebus|springdata/;

/**
 * By the name of the variable or setting (`ORDERS_CLIENT_ID`), and by the names of what is given to the same program beside it: with a
 * secret of the same stem it is an application's.
 */
export function whoseClientId(name: string, beside: Iterable<string>): ClientIdOwner {
  const plain = plainName(name);
  if (!plain.endsWith('clientid') || signIn.test(plain)) return 'application';
  const stem = plain.slice(0, -'clientid'.length);
  let isTurnedOn = false;
  for (const other of beside) {
    const plainOther = plainName(other);
    if (proof.test(plainOther) && plainOther.startsWith(stem)) return 'application';
    if (plainOther.startsWith(`${stem}managedidentityenabled`)) isTurnedOn = true;
  }
  if (/msi|managedidentity|userassigned|uami/.test(plain)) return 'identity';
  // Of Spring's global level, sign-in of users takes its client ID as well.
  if (ofSpring.test(plain)) return isTurnedOn ? 'identity' : 'either';
  return plain === 'azureclientid' ? 'identity' : 'either';
}
