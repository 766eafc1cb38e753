import { say, sentences, type Text } from '../../lifecycle/text';
import { languageOf } from '../../source/language';
import type { Settings } from '../../source/spring/settings';
import type { SpringConfig } from '../../source/spring/spring-config';
import type { Finding } from '../finding';
import type { FileContext, SubjectRule } from '../rule';
import {
  classGivenId,
  classGivenVariable,
  isOfNoSubscription,
  mayBeGap,
  wrongIdAt,
  type GivenId,
} from '../given-id';
import { propertySpan } from './edits';
import { givenIds, givenVariables, isForIdentity, type GivenInSettings } from './given-ids';
import { relatedTo } from './identity-overruled';
import { spanWithin } from './values';

/** A GUID of the linked app where a client ID belongs is MI601's, which knows what to put there. */
export const wrongKindOfId: SubjectRule<'spring'> = {
  id: 'MI212',
  name: 'wrong-kind-of-id',
  title: say('What is given as the ID of an identity is another kind of ID, or a name.'),
  severity: 'error',
  subject: 'spring',
  literals: ['client', 'msi', 'sqlserver', 'redis'],
  *check(config, context) {
    const { app, settings } = context;
    for (const given of [...givenIds(config, settings), ...inManifest(config, context)]) {
      const isVariable = given.setting.property.variable !== undefined;
      const kind = (isVariable ? classGivenVariable : classGivenId)(given.text, app);
      const wrong = wrongIdAt(kind, given.place);
      if (wrong === undefined || isAnothers(kind, given) || !isForIdentity(settings, given)) continue;
      const isGap = isVariable ? mayBeGap(kind, given.text) : isOfNoSubscription(kind.kind, given.text);
      yield {
        ...findingOf(given, wrong, settings),
        ...(isGap && { severity: 'warning' }),
        ...(kind.of !== undefined && { live: true }),
      };
    }
  },
};

/** Of scripts, manifests that they write; MI509 hides what they give themselves. */
const withContainers: ReadonlySet<string> = new Set([
  ...['yaml', 'json', 'dockerfile', 'dotenv', 'shell', 'workflow'],
]);

/** Variables of containers; those of templates and scripts are MI409's and MI509's. */
function inManifest(config: SpringConfig, context: FileContext): readonly GivenInSettings[] {
  const { settings, path, text, manifests } = context;
  const language = languageOf(path);
  if (config.syntax !== 'environment' || !withContainers.has(language ?? '')) return [];
  // What a kustomization puts in place of it is not known.
  return givenVariables(config, settings, text).filter(
    ({ where }) => manifests?.filled.includes(where) !== true,
  );
}

/** A principal ID is MI601's, and a user by name may be one of the database's own. */
function isAnothers({ kind }: GivenId, { place, where }: GivenInSettings): boolean {
  if (kind === 'principalId') return place !== 'redisUser';
  return kind === 'name' && (where === 'user' || place === 'redisUser');
}

function findingOf(
  { setting, text, within, from, span }: GivenInSettings,
  wrong: Text,
  settings: Settings,
): Finding {
  const { property } = setting;
  if (from === undefined)
    return {
      span: span ?? (within === undefined ? propertySpan(property) : spanWithin(property, within)),
      message: wrong,
    };
  return {
    span: propertySpan(property),
    message: sentences(
      say("Variable '{0}' is asked for, which is given '{1}'.", from.property.variable ?? '', text),
      wrong,
    ),
    related: relatedTo(from, settings, say('the variable is given here')),
  };
}
