import type { SpringConfig, SpringProperty } from '../../source/spring/spring-config';
import type { TextEdit } from '../../source/span';
import type { Finding } from '../finding';
import type { FileContext, SubjectRule } from '../rule';
import { propertySpan } from './edits';

const vault = 'spring.cloud.azure.keyvault.secret';
const source = `${vault}.property-sources[0]`;

/**
 * Keys of the starters before Spring Cloud Azure 4.0, in uniform spelling, and what they are called now; `undefined` has no
 * successor. Source: the migration guide for 4.0 of Spring Cloud Azure.
 */
const successors: ReadonlyMap<string, string | undefined> = new Map([
  ['azure.keyvault.uri', `${source}.endpoint`],
  ['azure.keyvault.clientid', `${source}.credential.client-id`],
  ['azure.keyvault.clientkey', `${source}.credential.client-secret`],
  ['azure.keyvault.clientsecret', `${source}.credential.client-secret`],
  ['azure.keyvault.tenantid', `${source}.profile.tenant-id`],
  ['azure.keyvault.certificatepath', `${source}.credential.client-certificate-path`],
  ['azure.keyvault.certificatepassword', `${source}.credential.client-certificate-password`],
  ['azure.keyvault.enabled', `${vault}.property-source-enabled`],
  ['azure.keyvault.secretkeys', `${source}.secret-keys`],
  ['azure.keyvault.refreshinterval', `${source}.refresh-interval`],
  ['azure.keyvault.casesensitivekeys', `${source}.case-sensitive`],
  ['azure.keyvault.allowtelemetry', undefined],
  ['azure.keyvault.order', undefined],
  ['azure.keyvault.tokenacquiretimeoutseconds', undefined],
  ['azure.cosmos.uri', 'spring.cloud.azure.cosmos.endpoint'],
  ['azure.cosmos.key', 'spring.cloud.azure.cosmos.key'],
  ['azure.cosmos.database', 'spring.cloud.azure.cosmos.database'],
  ['azure.cosmosdb.uri', 'spring.cloud.azure.cosmos.endpoint'],
  ['azure.cosmosdb.key', 'spring.cloud.azure.cosmos.key'],
  ['azure.cosmosdb.database', 'spring.cloud.azure.cosmos.database'],
  ['azure.storage.accountname', 'spring.cloud.azure.storage.blob.account-name'],
  ['azure.storage.accountkey', 'spring.cloud.azure.storage.blob.account-key'],
  ['azure.storage.blobendpoint', 'spring.cloud.azure.storage.blob.endpoint'],
  ['spring.cloud.azure.storage.account', 'spring.cloud.azure.storage.queue.account-name'],
  ['spring.cloud.azure.storage.accesskey', 'spring.cloud.azure.storage.queue.account-key'],
  ['spring.cloud.azure.msienabled', 'spring.cloud.azure.credential.managed-identity-enabled'],
  ['spring.cloud.azure.managedidentity.clientid', 'spring.cloud.azure.credential.client-id'],
  ['spring.cloud.azure.clientid', 'spring.cloud.azure.credential.client-id'],
  ['spring.cloud.azure.clientsecret', 'spring.cloud.azure.credential.client-secret'],
  ['spring.cloud.azure.tenantid', 'spring.cloud.azure.profile.tenant-id'],
  ['spring.cloud.azure.credentialfilepath', undefined],
]);

/** One finding for each block of such keys that stand together; the fix renames all of the file. */
export const deprecatedPropertyKey: SubjectRule<'spring'> = {
  id: 'MI206',
  name: 'deprecated-property-key',
  title: 'Property keys belong to Azure starters that are no longer maintained.',
  severity: 'warning',
  subject: 'spring',
  literals: ['azure'],
  *check(config, context) {
    const { legacyStarter } = context.project;
    if (legacyStarter === false) return;
    const blocks = config.documents.flatMap(({ properties }) => blocksOf(properties));
    // The samples of Spring Apps use this one key as their own, which code reads by @Value.
    if (blocks.flat().every(({ key }) => key === 'azure.keyvault.uri') && legacyStarter !== true) return;
    for (const block of blocks) yield* findingOf(block, blocks.flat(), { config, context });
  },
};

function blocksOf(properties: readonly SpringProperty[]): readonly (readonly SpringProperty[])[] {
  const blocks: SpringProperty[][] = [];
  let open: SpringProperty[] | undefined;
  for (const property of properties) {
    if (!successors.has(property.key)) open = undefined;
    else if (open === undefined) blocks.push((open = [property]));
    else open.push(property);
  }
  return blocks;
}

function* findingOf(
  [first, ...rest]: readonly SpringProperty[],
  all: readonly SpringProperty[],
  { config, context }: { readonly config: SpringConfig; readonly context: FileContext },
): Generator<Finding> {
  if (first === undefined) return;
  const named = first.path.join('.');
  const successor = successors.get(first.key);
  const edits = config.syntax === 'properties' ? all.flatMap((one) => renamed(one, all, context.text)) : [];
  yield {
    span: propertySpan(first),
    ...(context.project.legacyStarter === true && { severity: 'info' }),
    message:
      `'${named}'${rest.length > 0 ? ` and ${rest.length} more` : ''} ${rest.length > 0 ? 'are keys' : 'is a key'} of an Azure starter that is no longer ` +
      `maintained; Spring Cloud Azure 4 and newer ignore it.${successor === undefined ? '' : ` It is '${successor}' now.`}`,
    related: rest.map((property) => ({ span: propertySpan(property), message: successorWords(property) })),
    tags: ['deprecated'],
    fixes:
      edits.length === 0
        ? []
        : [{ kind: 'edit', title: 'Rename all such keys of this file', safe: false, edits }],
  };
}

function renamed(
  property: SpringProperty,
  all: readonly SpringProperty[],
  text: string,
): readonly TextEdit[] {
  const { key, written, editable } = property;
  const [only, ...others] = written;
  const successor = successors.get(key);
  if (only === undefined || others.length > 0 || successor === undefined || !editable) return [];
  const edits = [{ span: only.span, text: successor }];
  // A client ID alone meant a managed identity to the old starter; the new one must be told.
  const isIdentity =
    key === 'azure.keyvault.clientid' &&
    !all.some((other) => /^azure\.keyvault\.(?:client(?:key|secret)|certificatepath)$/.test(other.key));
  if (!isIdentity) return edits;
  const { end } = propertySpan(property);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const more = `${lineEnd}${source}.credential.managed-identity-enabled=true`;
  return [...edits, { span: { start: end, end }, text: more }];
}

function successorWords({ key }: SpringProperty): string {
  const successor = successors.get(key);
  return successor === undefined ? 'this has no successor' : `this is '${successor}' now`;
}
