import { plainName } from '../plain-name';

const secretNames =
  /(?:password|passwd|pwd|passphrase|passcode|secret|secretkey|accountkey|accesskey|apikey|masterkey|primarykey|secondarykey|sharedkey|subscriptionkey|functionskey|sastoken|clientkey|(?:^|db|user|root|admin|sql|login|owner|server|redis|mongo|jdbc|postgres|pg|app)pass|(?:^|db|root|sa|admin)pw)$/;

/** Names whose value is a secret when it looks like one, and something else otherwise. */
export const keyNames =
  /(?:(?<!public|verification|verifying)key|token|credentials?|creds|pat|sas|signature|auth)$/;

/** What a file holds in which something may have such a name, or a signature; lower case, as rules search for it. */
export const secretLiterals: readonly string[] = [
  ...[
    'pass',
    'pwd',
    '_pw',
    'secret',
    'key',
    'token',
    'cred',
    'sig=',
    'q~',
    'ghp_',
    'github_pat_',
    'private key',
  ],
];

/** Whether what has this name is a secret: `AZURE_CLIENT_SECRET`, `db-password`, `DB_PASS`. */
export function isSecretName(name: string): boolean {
  // Marks part words, so that `DB_PASS` is a secret and `COMPASS` none.
  return (
    secretNames.test(plainName(name)) || /[-_. ](?:pass|pw)$/i.test(name) || /[a-z](?:Pass|Pw)$/.test(name)
  );
}

/** Whether what has this name may be a key that opens something: `COSMOS_KEY`, and not a public one. */
export function isKeyName(name: string): boolean {
  const plain = plainName(name);
  return plain.endsWith('key') && keyNames.test(plain);
}
