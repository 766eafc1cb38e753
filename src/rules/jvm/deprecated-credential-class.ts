import { say, type Text } from '../../lifecycle/text';
import type { JvmFile, JvmNew, JvmNode } from '../../source/jvm/jvm-file';
import type { Span, TextEdit } from '../../source/span';
import type { EditFix } from '../finding';
import type { FileContext, SubjectRule } from '../rule';
import { chainFrom } from './call-chain';
import { indexOf, type JvmIndex } from './jvm-index';
import { isType } from './type-names';

const msiCredentials = 'com.microsoft.azure.credentials.MSICredentials';

/** What is used today in place of each. */
const deprecated: readonly (readonly [string, Text])[] = [
  [msiCredentials, say('ManagedIdentityCredentialBuilder of azure-identity')],
  // Speaks the endpoint of App Service, which Spring Apps does not have.
  [
    'com.microsoft.azure.credentials.AppServiceMSICredentials',
    say('ManagedIdentityCredentialBuilder of azure-identity'),
  ],
  [
    'com.microsoft.azure.credentials.ApplicationTokenCredentials',
    say('ClientSecretCredentialBuilder or a managed identity'),
  ],
  ['com.microsoft.azure.credentials.UserTokenCredentials', say('a credential of azure-identity')],
  ['com.microsoft.azure.keyvault.KeyVaultClient', say('SecretClient of azure-security-keyvault-secrets')],
  ['com.microsoft.azure.keyvault.authentication.KeyVaultCredentials', say('a credential of azure-identity')],
  ['com.microsoft.aad.adal4j.AuthenticationContext', say('a credential of azure-identity, or msal4j')],
  [
    'com.azure.identity.UsernamePasswordCredentialBuilder',
    say('a managed identity, or sign-in with several factors'),
  ],
  [
    'com.azure.identity.UsernamePasswordCredential',
    say('a managed identity, or sign-in with several factors'),
  ],
  [
    'com.azure.identity.SharedTokenCacheCredentialBuilder',
    say('a credential for the tool people sign in with'),
  ],
  ['com.azure.identity.SharedTokenCacheCredential', say('a credential for the tool people sign in with')],
];

/** Once for each file: whoever replaces one replaces all. An import alone is not use. */
export const deprecatedCredentialClass: SubjectRule<'jvm'> = {
  id: 'MI103',
  name: 'deprecated-credential-class',
  title: say('A credential class is used that is no longer maintained.'),
  severity: 'warning',
  subject: 'jvm',
  literals: [
    ...[
      'com.microsoft.azure',
      'com.microsoft.aad',
      'usernamepasswordcredential',
      'sharedtokencachecredential',
    ],
  ],
  hides: ['MI101'],
  *check(file, context) {
    const index = indexOf(file);
    const uses = index.all.flatMap((node) => [...usedBy(node, file)]);
    const first = uses.find(({ made }) => made !== undefined) ?? uses[0];
    if (first === undefined) return;
    const others = uses.filter((one) => one !== first);
    yield {
      span: first.span,
      tags: ['deprecated'],
      message: say('{0} is deprecated and gets no fixes. Use {1}.', simpleName(first.type), first.instead),
      related: others
        .slice(0, 10)
        .map(({ span, type }) => ({ span, message: say('{0} is used here', simpleName(type)) })),
      fixes: first.made === undefined ? [] : replacement(index, first.made, context),
    };
  },
};

interface Use {
  readonly type: string;
  readonly instead: Text;
  readonly span: Span;
  readonly made: JvmNew | undefined;
}

function* usedBy(node: JvmNode, file: JvmFile): Generator<Use> {
  const named = typeNamed(node);
  if (named === undefined) return;
  const found = deprecated.find(([type]) => isType(file, named.written, type));
  if (found === undefined) return;
  const made = node.kind === 'new' ? node : undefined;
  yield { type: found[0], instead: found[1], span: named.span, made };
}

function typeNamed(node: JvmNode): { readonly written: string; readonly span: Span } | undefined {
  switch (node.kind) {
    case 'new':
      return { written: node.type, span: { start: node.span.start, end: chainFrom(node).top.span.end } };
    case 'name':
      return { written: node.name, span: node.span };
    case 'variable':
      return node.type && { written: node.type.name, span: node.type.span };
    default:
      return undefined;
  }
}

function simpleName(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

/** `new MSICredentials()`, with a client ID or without, where no other code of the file names its type. */
function replacement(index: JvmIndex, made: JvmNew, { text }: FileContext): readonly EditFix[] {
  const { file } = index;
  const imported = file.imports.find(({ name }) => name === msiCredentials);
  const { calls, top } = chainFrom(made);
  const isKnown = isType(file, made.type, msiCredentials) && made.args.length === 0;
  if (!isKnown || imported === undefined || calls.some(({ name }) => name !== 'withClientId')) return [];
  if (text.split('MSICredentials').length > 3) return [];
  const ids = calls.map(
    ({ args: [id] }) => `.clientId(${id === undefined ? '' : text.slice(id.span.start, id.span.end)})`,
  );
  const start = file.language === 'java' ? 'new ' : '';
  const edits: readonly TextEdit[] = [
    { span: imported.span, text: 'com.azure.identity.ManagedIdentityCredentialBuilder' },
    {
      span: { start: made.span.start, end: top.span.end },
      text: `${start}ManagedIdentityCredentialBuilder()${ids.join('')}.build()`,
    },
  ];
  return [{ kind: 'edit', title: say('Use ManagedIdentityCredentialBuilder'), safe: false, edits }];
}
