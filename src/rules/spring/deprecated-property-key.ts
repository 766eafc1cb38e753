import { say, type Text } from '../../lifecycle/text';
import type { SpringConfig, SpringProperty } from '../../source/spring/spring-config';
import { lineEndOf, type TextEdit } from '../../source/span';
import type { Finding } from '../finding';
import type { FileContext, SubjectRule } from '../rule';
import { propertySpan } from './edits';
import { successors, vaultSource } from './legacy-keys';
import { flattened } from './legacy-yaml';

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
  const edits =
    config.syntax === 'properties'
      ? all.flatMap((one) => renamed(one, all, context.text))
      : yamlEdits(config, context.text);
  yield {
    span: propertySpan(first),
    ...(context.project.legacyStarter === true && { severity: 'info' }),
    message: say(
      "'{0}'{1} {2} of an Azure starter that is no longer maintained; Spring Cloud Azure 4 and newer ignore it.{3}",
      named,
      rest.length > 0 ? ` and ${rest.length} more` : '',
      rest.length > 0 ? 'are keys' : 'is a key',
      successor === undefined ? '' : ` It is '${successor}' now.`,
    ),
    related: rest.map((property) => ({ span: propertySpan(property), message: successorWords(property) })),
    tags: ['deprecated'],
    fixes:
      edits.length === 0
        ? []
        : [{ kind: 'edit', title: say('Rename all such keys of this file'), safe: false, edits }],
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
  if (!meansIdentity(property, all)) return edits;
  const { end } = propertySpan(property);
  const lineEnd = lineEndOf(text);
  const more = `${lineEnd}${vaultSource}.credential.managed-identity-enabled=true`;
  return [...edits, { span: { start: end, end }, text: more }];
}

/** A client ID alone meant a managed identity to the old starter; the new one must be told. */
function meansIdentity({ key }: SpringProperty, all: readonly SpringProperty[]): boolean {
  return (
    key === 'azure.keyvault.clientid' &&
    !all.some((other) => /^azure\.keyvault\.(?:client(?:key|secret)|certificatepath)$/.test(other.key))
  );
}

/** Nothing unless all of the file can be renamed: half of it would not work. */
function yamlEdits({ documents }: SpringConfig, text: string): readonly TextEdit[] {
  const edits = documents.map(({ properties }) => {
    const old = properties.filter(({ key }) => successors.has(key));
    if (old.length === 0) return [];
    return flattened(properties, old, text, (one) => {
      const successor = successors.get(one.key);
      if (successor === undefined) return undefined;
      const more = meansIdentity(one, old)
        ? [`${vaultSource}.credential.managed-identity-enabled: true`]
        : [];
      return { key: successor, more };
    });
  });
  return edits.every((one) => one !== undefined) ? edits.flat() : [];
}

function successorWords({ key }: SpringProperty): Text {
  const successor = successors.get(key);
  return successor === undefined ? say('this has no successor') : say("this is '{0}' now", successor);
}
