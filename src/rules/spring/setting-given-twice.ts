import { say, type Text } from '../../lifecycle/text';
import type { Setting } from '../../source/spring/settings';
import type { Finding } from '../finding';
import type { SubjectRule } from '../rule';
import { settingsOf } from './credential-block';
import { deleteEdit, propertySpan } from './edits';

/** Within one document only: of two files, or of two profiles, one is meant to win. */
export const settingGivenTwice: SubjectRule<'spring'> = {
  id: 'MI213',
  name: 'setting-given-twice',
  title: say('A setting of a credential is given twice in one document, and the later one wins.'),
  severity: 'warning',
  subject: 'spring',
  literals: ['azure', 'datasource', 'servicebus'],
  *check(config, { settings, text }) {
    // Variables of an app come from several places, and the file says which of them counts.
    if (config.syntax === 'environment') return;
    for (const group of groups(settingsOf(config, settings))) yield* givenTwice(group, text);
  },
};

function* givenTwice(group: readonly Setting[], text: string): Iterable<Finding> {
  const used = usedOf(group);
  const [unused] = group.filter((one) => one !== used);
  if (unused === undefined) return;
  const isSame = used?.property.value === unused.property.value;
  const edit = used === undefined ? undefined : deleteEdit(text, unused.property);
  const title = say('Delete the one without effect');
  yield {
    span: propertySpan(unused.property),
    ...(isSame && { severity: 'info' }),
    message: messageFor(unused, used, isSame),
    ...(used !== undefined && {
      related: [{ span: propertySpan(used.property), message: say('this value is used') }],
    }),
    tags: ['unnecessary'],
    fixes: edit === undefined ? [] : [{ kind: 'edit', title, safe: false, edits: [edit] }],
  };
}

function messageFor(unused: Setting, used: Setting | undefined, isSame: boolean): Text {
  const name = unused.property.path.join('.');
  if (used === undefined)
    return say(
      "'{0}' is given twice here, in two spellings of which only one counts: keep one of them.",
      name,
    );
  if (isSame) return say("'{0}' is given twice here, with the same value.", name);
  return isDashed(used) && !isDashed(unused)
    ? say("'{0}' is given twice here, and the spelling with dashes wins: this one has no effect.", name)
    : say("'{0}' is given twice here, and the later value wins: this one has no effect.", name);
}

/** Spring looks for the name with dashes first. Of one spelling the last counts; of others Spring tells no order. */
function usedOf(group: readonly Setting[]): Setting | undefined {
  const dashed = group.filter(isDashed);
  if (dashed.length > 0) return dashed.at(-1);
  const spellings = new Set(group.map(({ property }) => property.path.join('.')));
  return spellings.size === 1 ? group.at(-1) : undefined;
}

const dashedLeaves = new Set([
  ...['client-id', 'client-secret', 'client-certificate-path', 'managed-identity-enabled', 'tenant-id'],
  ...['account-name', 'account-key', 'connection-string', 'passwordless-enabled', 'endpoint', 'namespace'],
  ...['url', 'username', 'password'],
]);

function isDashed({ property: { path } }: Setting): boolean {
  const name = path.join('.');
  return !/[A-Z_]/.test(name) && dashedLeaves.has(name.slice(name.lastIndexOf('.') + 1));
}

const watched =
  /^spring\.(?:cloud\.azure|datasource|jms\.servicebus|(?:data\.)?redis)\..{1,300}\.(?:clientid|clientsecret|clientcertificatepath|managedidentityenabled|tenantid|endpoint|accountname|accountkey|connectionstring|passwordlessenabled|namespace)$|^spring\.datasource\.(?:url|username|password)$/;

/** What is given more than once, in the order of the text. */
function groups(all: readonly Setting[]): readonly (readonly Setting[])[] {
  const byKey = new Map<string, Setting[]>();
  for (const setting of all) {
    const { key, space, document, config, property } = setting;
    // What an alias repeats is written once.
    if (!watched.test(key) || !property.editable) continue;
    const at = `${config.documents.indexOf(document)} ${space} ${key}`;
    byKey.set(at, [...(byKey.get(at) ?? []), setting]);
  }
  return [...byKey.values()]
    .filter((group) => group.length > 1)
    .map((group) => [...group].sort((a, b) => a.property.valueSpan.start - b.property.valueSpan.start));
}
