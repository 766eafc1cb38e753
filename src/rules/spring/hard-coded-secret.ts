import { say } from '../../lifecycle/text';
import type { SpringDocument, SpringProperty } from '../../source/spring/spring-config';
import type { Span } from '../../source/span';
import type { Finding } from '../finding';
import type { SubjectRule } from '../rule';
import { looksLikeSecret, secretInText } from '../secret';

/** Last segments, in uniform spelling, whose value is nothing but a secret, and the variable that would hold it. */
const secretKeys: Readonly<Record<string, string>> = {
  clientsecret: 'AZURE_CLIENT_SECRET',
  clientkey: 'AZURE_CLIENT_SECRET',
  clientcertificatepassword: 'AZURE_CLIENT_CERTIFICATE_PASSWORD',
  certificatepassword: 'AZURE_CLIENT_CERTIFICATE_PASSWORD',
  accountkey: 'AZURE_STORAGE_ACCOUNT_KEY',
  accesskey: 'AZURE_STORAGE_ACCOUNT_KEY',
  checkpointaccesskey: 'AZURE_STORAGE_ACCOUNT_KEY',
  sastoken: 'AZURE_STORAGE_SAS_TOKEN',
};

export const hardCodedConfigSecret: SubjectRule<'spring'> = {
  id: 'MI205',
  name: 'hard-coded-secret',
  title: say('A secret stands in the configuration.'),
  severity: 'error',
  subject: 'spring',
  literals: ['secret', 'key', 'password', 'pwd', 'connection', 'sas', 'sig='],
  hides: ['MI508'],
  *check({ documents, syntax }) {
    // The rules over files that give variables know how these write them.
    if (syntax === 'environment') return;
    for (const document of documents)
      for (const property of document.properties) {
        const found = secretOf(document, property);
        if (found !== undefined) yield findingOf(property, found);
      }
  },
};

interface Found {
  readonly span: Span;
  readonly variable: string;
}

function secretOf(document: SpringDocument, property: SpringProperty): Found | undefined {
  const { key, value, valueSpan } = property;
  const last = key.slice(key.lastIndexOf('.') + 1);
  // Under a key of the app's own only a value tells what it is.
  const isKnownKey = /^(?:spring|azure)\./.test(key);
  const variable = !isKnownKey
    ? undefined
    : (secretKeys[last] ?? (isCosmosKey(key) ? 'AZURE_COSMOS_KEY' : passwordOf(document, key, last)));
  if (variable !== undefined) return looksLikeSecret(value) ? { span: valueSpan, variable } : undefined;
  const within = secretInText(value);
  return within === undefined ? undefined : { span: valueSpan, variable: variableFor(last) };
}

function isCosmosKey(key: string): boolean {
  return /(?:^|\.)azure\.cosmos(?:db)?\.(?:key|secondarykey)$/.test(key);
}

/** Passwords count where the place they are for is one that managed identity reaches. */
function passwordOf(document: SpringDocument, key: string, last: string): string | undefined {
  if (last !== 'password') return undefined;
  if (key.endsWith('.credential.password')) return 'AZURE_PASSWORD';
  const home = key.slice(0, key.lastIndexOf('.'));
  const beside = document.properties.filter((one) => one.key.startsWith(`${home}.`));
  const isAzure = beside.some(({ value }) =>
    /\.database\.(?:azure\.com|windows\.net)|\.redis\.cache\.windows\.net/i.test(value),
  );
  return isAzure ? (key.includes('redis') ? 'REDIS_PASSWORD' : 'DATABASE_PASSWORD') : undefined;
}

function variableFor(last: string): string {
  return last.endsWith('url') ? 'DATABASE_URL' : 'AZURE_CONNECTION_STRING';
}

function findingOf({ path, editable }: SpringProperty, { span, variable }: Found): Finding {
  const name = path.at(-1) ?? '';
  return {
    span,
    message: say(
      "'{0}' holds a secret in clear, for everyone who can read this file or its history. Use a managed identity, or read it from Key Vault or the environment.",
      name,
    ),
    fixes: editable
      ? [
          {
            kind: 'edit',
            title: say('Read it from ${{0}}', variable),
            safe: false,
            edits: [{ span, text: `\${${variable}}` }],
          },
        ]
      : [],
  };
}
