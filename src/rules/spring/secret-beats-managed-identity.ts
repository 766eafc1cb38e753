import { say, type Text } from '../../lifecycle/text';
import type { Scenario } from '../../source/spring/profiles';
import type { Setting, Settings } from '../../source/spring/settings';
import type { SpringConfig } from '../../source/spring/spring-config';
import type { Finding } from '../finding';
import type { SubjectRule } from '../rule';
import { credentialSettings, has, type CredentialKey, type CredentialSetting } from './credential-block';
import { deleteEdit, propertySpan } from './edits';
import { profilesOf, relatedTo } from './identity-overruled';
import { isOn, isSurelySet } from './values';

/** Orders 1 to 3 of Spring Cloud Azure's resolver come before managed identity, order 4; and what each of them needs. */
const before: readonly {
  readonly key: CredentialKey;
  readonly needs: readonly CredentialKey[];
  readonly words: Text;
  readonly title: Text;
}[] = [
  {
    key: 'credential.clientsecret',
    needs: ['credential.clientid', 'profile.tenantid'],
    words: say(
      'With tenant, client ID and secret set, the service principal is used: managed-identity-enabled has no effect.',
    ),
    title: say('Delete the client secret'),
  },
  {
    key: 'credential.clientcertificatepath',
    needs: ['profile.tenantid'],
    words: say(
      'With tenant and certificate set, the service principal is used: managed-identity-enabled has no effect.',
    ),
    title: say('Delete the certificate'),
  },
  {
    key: 'credential.username',
    needs: ['credential.clientid', 'credential.password'],
    words: say(
      'With client ID, username and password set, that user is signed in: managed-identity-enabled has no effect.',
    ),
    title: say('Delete the username'),
  },
];

/** Judged for each set of profiles that settings ask for, so that what stands in other files counts as it does for Spring. */
export const secretBeatsManagedIdentity: SubjectRule<'spring'> = {
  id: 'MI203',
  name: 'secret-beats-managed-identity',
  title: say('A client secret, certificate or user is used although managed identity is turned on.'),
  severity: 'warning',
  subject: 'spring',
  literals: ['secret', 'certificate', 'username', 'identity'],
  *check(config, { settings, text }) {
    for (const one of before) {
      for (const place of credentialSettings(config, settings, one.key)) {
        const found = beating(settings, place, one);
        if (found === undefined) continue;
        const edit = deleteEdit(text, place.setting.property);
        yield {
          ...findingOf(one.words, place.setting, { settings, other: found.on, scenario: found.scenario }),
          fixes: edit === undefined ? [] : [{ kind: 'edit', title: one.title, safe: false, edits: [edit] }],
        };
      }
      yield* inherited(config, settings, one);
    }
  },
};

type Order = (typeof before)[number];

interface Beating {
  readonly on: Setting;
  readonly scenario: Scenario;
}

function beating(
  settings: Settings,
  { setting, home }: CredentialSetting,
  { key, needs }: Order,
): Beating | undefined {
  if (!isSurelySet(setting.property)) return undefined;
  for (const scenario of settings.scenarios) {
    const place = { home, space: setting.space, scenario };
    const on = has(settings, place, 'credential.managedidentityenabled');
    const isWhole =
      has(settings, place, key) === setting && needs.every((one) => has(settings, place, one) !== undefined);
    if (!isWhole || on === undefined || !isOn(on.property) || !settings.isThereWith(setting, on)) continue;
    if (has(settings, place, 'credential.tokencredentialbeanname') === undefined) return { on, scenario };
  }
  return undefined;
}

/** A block that turns managed identity on for itself and inherits a secret, or gets one from the live app. */
function* inherited(config: SpringConfig, settings: Settings, order: Order): Generator<Finding> {
  for (const place of credentialSettings(config, settings, 'credential.managedidentityenabled')) {
    if (!isOn(place.setting.property)) continue;
    for (const scenario of settings.scenarios) {
      const by = inheritedIn(scenario, settings, place, order);
      if (by === undefined) continue;
      yield findingOf(order.words, place.setting, { settings, other: by, scenario });
      break;
    }
  }
}

/** What wins over the switch of a block and stands in none of its own settings. */
function inheritedIn(
  scenario: Scenario,
  settings: Settings,
  { setting: on, home }: CredentialSetting,
  order: Order,
): Setting | undefined {
  const place = { home, space: on.space, scenario };
  const by = has(settings, place, order.key);
  if (by === undefined || has(settings, place, 'credential.managedidentityenabled') !== on) return undefined;
  if (!isSurelySet(by.property) || !settings.isThereWith(by, on)) return undefined;
  if (!order.needs.every((one) => has(settings, place, one) !== undefined)) return undefined;
  if (by.file.isLive === true) return by;
  const isReportedThere = by.key === `${home}.${order.key}` || isOnAt(settings, by, order, place);
  return isReportedThere ? undefined : by;
}

/** Whether the secret's own block is told to use a managed identity as well: that is reported there. */
function isOnAt(
  settings: Settings,
  by: Setting,
  { key }: Order,
  { space, scenario }: { readonly space: string; readonly scenario: Scenario },
): boolean {
  const home = by.key.slice(0, -key.length - 1);
  const on = has(settings, { home, space, scenario }, 'credential.managedidentityenabled');
  return on !== undefined && isOn(on.property);
}

function findingOf(
  words: Text,
  at: Setting,
  {
    settings,
    other,
    scenario,
  }: { readonly settings: Settings; readonly other: Setting; readonly scenario: Scenario },
): Finding {
  const profiles = profilesOf(scenario);
  const isSwitch = at.key.endsWith('managedidentityenabled');
  return {
    span: propertySpan(at.property),
    message: profiles === '' ? words : say("{0} So it is with profile '{1}'.", words, profiles),
    related: relatedTo(
      other,
      settings,
      isSwitch ? say('what is used stands here') : say('managed identity is turned on here'),
    ),
  };
}
