import { say } from '../../lifecycle/text';
import type { Setting } from '../../source/spring/settings';
import type { SubjectRule } from '../rule';
import { settingsOf } from './credential-block';
import { deleteEdit, propertySpan } from './edits';

/** Within one document only: of two files, or of two profiles, one is meant to win. */
export const settingGivenTwice: SubjectRule<'spring'> = {
  id: 'MI213',
  name: 'setting-given-twice',
  title: 'A setting of a credential is given twice in one document, and the later one wins.',
  severity: 'warning',
  subject: 'spring',
  literals: ['azure', 'datasource', 'servicebus'],
  *check(config, { settings, text }) {
    // Variables of an app come from several places, and the file says which of them counts.
    if (config.syntax === 'environment') return;
    for (const [first, ...rest] of groups(settingsOf(config, settings))) {
      const last = rest.at(-1);
      if (first === undefined || last === undefined) continue;
      const isSame = last.property.value === first.property.value;
      const edit = deleteEdit(text, first.property);
      yield {
        span: propertySpan(first.property),
        ...(isSame && { severity: 'info' }),
        message: isSame
          ? say("'{0}' is given twice here, with the same value.", first.property.path.join('.'))
          : say(
              "'{0}' is given twice here, and the later value wins: this one has no effect.",
              first.property.path.join('.'),
            ),
        related: [{ span: propertySpan(last.property), message: say('this value is used') }],
        tags: ['unnecessary'],
        fixes:
          edit === undefined
            ? []
            : [{ kind: 'edit', title: say('Delete the one without effect'), safe: false, edits: [edit] }],
      };
    }
  },
};

const watched =
  /^spring\.(?:cloud\.azure|datasource|jms\.servicebus|(?:data\.)?redis)\..*\.(?:clientid|clientsecret|clientcertificatepath|managedidentityenabled|tenantid|endpoint|accountname|accountkey|connectionstring|passwordlessenabled|namespace)$|^spring\.datasource\.(?:url|username|password)$/;

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
