import { counted, say, sentences, type Text } from '../../lifecycle/text';
import type { Setting, Settings } from '../../source/spring/settings';
import { uniform, type SpringConfig, type SpringProperty } from '../../source/spring/spring-config';
import { lineEndOf, type TextEdit } from '../../source/span';
import type { Finding } from '../finding';
import type { FileContext, SubjectRule } from '../rule';
import { settingsOf } from './credential-block';
import { propertySpan } from './edits';
import { isLegacy, successorOf, vaultOf, type LegacyUse } from './legacy-keys';
import { flattened } from './legacy-yaml';

/** One finding for each block of such keys that stand together; the fix renames all of the file. */
export const deprecatedPropertyKey: SubjectRule<'spring'> = {
  id: 'MI206',
  name: 'deprecated-property-key',
  title: say('Property keys belong to Azure starters that are no longer maintained.'),
  severity: 'warning',
  subject: 'spring',
  literals: ['azure'],
  *check(config, context) {
    const { project, settings } = context;
    // Variables are often called as an app likes.
    if (config.syntax === 'environment') return;
    const all = settingsOf(config, settings);
    const isOld = (setting: Setting) => isLegacy(setting.key) && isNobodys(setting, context);
    const old = all.filter(isOld);
    // The samples of Spring Apps use this one key as their own, which code reads by @Value.
    const isOwnKey = old.every(({ key }) => key === 'azure.keyvault.uri');
    if (isOwnKey && project.legacyStarter !== true) return;
    const use = useOf(config, settings);
    for (const block of blocksOf(all, isOld, use)) yield* findingOf(block, old, { config, context, use });
  },
};

/** Where no old starter is in the build, keys below `azure` are the app's own; those of Spring Cloud Azure are nobody's. */
function isNobodys({ key }: Setting, { project }: FileContext): boolean {
  if (project.legacyStarter !== false) return true;
  return key.startsWith('spring.') && (project.springCloudAzure ?? 0) >= 4;
}

function useOf(config: SpringConfig, settings: Settings): LegacyUse {
  const all = settingsOf(config, settings);
  const order = all.find(({ key }) => key === 'azure.keyvault.order')?.property.value ?? '';
  const named = all.flatMap(({ key }) => vaultOf(key) ?? []);
  const ordered = order
    .toLowerCase()
    .split(',')
    .map((name) => name.trim().replace(/[-_]/g, ''))
    .filter((name) => named.includes(name));
  return {
    isForCertificates: all.some(({ key, property }) => isKeyStore(key, property.value)),
    vaults: [...new Set([...ordered, ...named])],
  };
}

function isKeyStore(key: string, value: string): boolean {
  return (
    (/\.(?:key|trust)storetype$/.test(key) && /^azurekeyvault$/i.test(value)) ||
    key.startsWith('azure.keyvault.jca.')
  );
}

type Block = readonly [Setting, ...Setting[]];

/** What stands together in a document. The key that holds the identity for certificates stands for itself. */
function blocksOf(
  all: readonly Setting[],
  isOld: (setting: Setting) => boolean,
  { isForCertificates }: LegacyUse,
): readonly Block[] {
  const blocks: [Setting, ...Setting[]][] = [];
  let open: [Setting, ...Setting[]] | undefined;
  let document: unknown;
  const ordered = [...all].sort((a, b) => placeOf(a) - placeOf(b));
  for (const setting of ordered) {
    const isLone = isForCertificates && setting.key === 'azure.keyvault.managedidentity';
    if (setting.document !== document || isLone) open = undefined;
    document = setting.document;
    if (!isOld(setting)) open = undefined;
    else if (open === undefined) blocks.push((open = [setting]));
    else open.push(setting);
    if (isLone) open = undefined;
  }
  return blocks;
}

function placeOf({ property }: Setting): number {
  return property.written.at(-1)?.span.start ?? property.valueSpan.start;
}

interface Grounds {
  readonly config: SpringConfig;
  readonly context: FileContext;
  readonly use: LegacyUse;
}

function* findingOf([first, ...rest]: Block, all: readonly Setting[], grounds: Grounds): Generator<Finding> {
  const { config, context, use } = grounds;
  const named = first.property.path.join('.');
  const successor = successorOf(first.key, use);
  const properties = all.map(({ property }) => property);
  const edits = renamings(config, properties, context.text, use);
  const isIdentity = use.isForCertificates && first.key === 'azure.keyvault.managedidentity';
  const isKept = context.project.legacyStarter === true || use.isForCertificates;
  yield {
    span: propertySpan(first.property),
    ...(isKept && !isIdentity && { severity: 'info' }),
    message: sentences(
      rest.length === 0
        ? say(
            "'{0}' is a key of an Azure starter that is no longer maintained; Spring Cloud Azure 4 and newer ignore it.",
            named,
          )
        : counted(
            rest.length,
            "'{1}' and {0} more are keys of an Azure starter that is no longer maintained; Spring Cloud Azure 4 and newer ignore them.",
            "'{1}' and {0} more are keys of an Azure starter that is no longer maintained; Spring Cloud Azure 4 and newer ignore them.",
            named,
          ),
      ...(successor === undefined ? [] : [say("It is '{0}' now.", successor)]),
      ...(use.isForCertificates && successor !== undefined
        ? [say('Without a starter, the library for key stores reads the old name as a system property.')]
        : []),
    ),
    related: rest.map(({ key, property }) => ({
      span: propertySpan(property),
      message: successorWords(successorOf(key, use)),
    })),
    tags: ['deprecated'],
    fixes:
      edits.length === 0
        ? []
        : [{ kind: 'edit', title: say('Rename all such keys of this file'), safe: false, edits }],
  };
}

function renamings(
  config: SpringConfig,
  properties: readonly SpringProperty[],
  text: string,
  use: LegacyUse,
): readonly TextEdit[] {
  if (use.isForCertificates || isTaken(config, properties, use)) return [];
  return config.syntax === 'properties'
    ? properties.flatMap((one) => renamed(one, properties, text, use))
    : yamlEdits(config, properties, text, use);
}

/** Whether a key stands there already that an old one would become: only one of the two counts, and somebody has to choose. */
function isTaken({ documents }: SpringConfig, old: readonly SpringProperty[], use: LegacyUse): boolean {
  const keys = new Set(documents.flatMap(({ properties }) => properties.map(({ key }) => key)));
  return old.some(({ key }) => keys.has(uniform(successorOf(key, use) ?? '')));
}

function renamed(
  property: SpringProperty,
  all: readonly SpringProperty[],
  text: string,
  use: LegacyUse,
): readonly TextEdit[] {
  const { key, written, editable } = property;
  const [only, ...others] = written;
  const successor = successorOf(key, use);
  if (only === undefined || others.length > 0 || successor === undefined || !editable) return [];
  const edits = [{ span: only.span, text: successor }];
  if (!meansIdentity(property, all)) return edits;
  const { end } = propertySpan(property);
  const more = `${lineEndOf(text)}${switchFor(successor)}=true`;
  return [...edits, { span: { start: end, end }, text: more }];
}

function switchFor(successor: string): string {
  return successor.replace(/client-id$/, 'managed-identity-enabled');
}

/** A client ID alone meant a managed identity to the old starter; the new one must be told. */
function meansIdentity({ key }: SpringProperty, all: readonly SpringProperty[]): boolean {
  if (key === 'spring.cloud.azure.appconfiguration.managedidentity.clientid') return true;
  if (!key.startsWith('azure.keyvault.') || !key.endsWith('.clientid')) return false;
  const home = key.slice(0, -'.clientid'.length);
  return !all.some(
    (other) =>
      other.key.startsWith(`${home}.`) &&
      /^(?:client(?:key|secret)|certificatepath)$/.test(other.key.slice(home.length + 1)),
  );
}

/** Nothing unless all of the file can be renamed: half of it would not work. */
function yamlEdits(
  { documents }: SpringConfig,
  all: readonly SpringProperty[],
  text: string,
  use: LegacyUse,
): readonly TextEdit[] {
  const edits = documents.map(({ properties }) => {
    const old = properties.filter((one) => all.includes(one));
    if (old.length === 0) return [];
    return flattened(properties, old, text, (one) => {
      const successor = successorOf(one.key, use);
      if (successor === undefined) return undefined;
      return { key: successor, more: meansIdentity(one, old) ? [`${switchFor(successor)}: true`] : [] };
    });
  });
  return edits.every((one) => one !== undefined) ? edits.flat() : [];
}

function successorWords(successor: string | undefined): Text {
  return successor === undefined ? say('this has no successor') : say("this is '{0}' now", successor);
}
