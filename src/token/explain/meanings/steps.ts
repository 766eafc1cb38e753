import { say, type Text } from '../../../lifecycle/text';

// What more than one meaning advises.
export const compareIds = say(
  'Compare the client ID in code, settings and AZURE_CLIENT_ID with the identities of the app. A principal ID (object ID) in its place is refused the same way.',
);
export const nameOne = say(
  "With user-assigned identities, name one: 'spring.cloud.azure.credential.client-id', clientId(...) of ManagedIdentityCredentialBuilder, or AZURE_CLIENT_ID, which DefaultAzureCredential reads.",
);
export const wrongIdentityMaybe = say(
  'An app with several identities may send the token of another one than meant: fetch a test token and compare its principal ID.',
);
export const justGranted = say('If the role was given within the last minutes it may not be in force yet.');
export const networkFirst = say(
  'After the network is open, a missing role may still show: the network is checked first.',
);

/** The same words come from a database or a cache of one's own; said first where the text names no place. */
export function ifOfAzure(target: string | undefined): readonly Text[] {
  return target === undefined
    ? [say('The text does not tell where this is. What follows holds for a service of Azure.')]
    : [];
}
