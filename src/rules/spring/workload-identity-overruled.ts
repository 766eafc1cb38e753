import { say } from '../../lifecycle/text';
import { namesIn } from '../../source/spring/in-effect';
import { isActive, noProfile, type Scenario } from '../../source/spring/profiles';
import type { Setting, Settings } from '../../source/spring/settings';
import type { SubjectRule } from '../rule';
import { credentialSettings } from './credential-block';
import { deleteEdit, propertySpan } from './edits';
import { relatedTo } from './identity-overruled';
import { isOn } from './values';

/** What the webhook of workload identity gives to each pod it looks after, and what people give by hand in its place. */
const tokenFile = 'AZURE_FEDERATED_TOKEN_FILE';

/** The host decides: where tokens come from a file, there may be no endpoint for managed identities. */
export const workloadIdentityOverruled: SubjectRule<'spring'> = {
  id: 'MI211',
  name: 'workload-identity-overruled',
  title: say('Managed identity is turned on for a pod that has a workload identity.'),
  severity: 'warning',
  subject: 'spring',
  literals: ['identity'],
  // Which identity it is does not matter where none is to be asked for.
  hides: ['MI201'],
  *check(config, { settings, text }) {
    const [given] = settings.variable(tokenFile).filter(({ file }) => file.isDoubtful !== true);
    if (given === undefined) return;
    for (const { setting } of credentialSettings(config, settings, 'credential.managedidentityenabled')) {
      const sureness = isOn(setting.property) ? whetherActive(settings, setting) : 'no';
      if (sureness === 'no') continue;
      const edit = deleteEdit(text, setting.property);
      yield {
        span: propertySpan(setting.property),
        ...(sureness === 'maybe' && { severity: 'info' }),
        message: say(
          'The pod has a workload identity, and managed-identity-enabled makes Spring ask the endpoint of managed identities instead. Without this setting DefaultAzureCredential finds the workload identity.',
        ),
        related: relatedTo(given, settings, say('workload identity is used here')),
        fixes:
          edit === undefined
            ? []
            : [{ kind: 'edit', title: say('Delete managed-identity-enabled'), safe: false, edits: [edit] }],
      };
    }
  },
};

const ofCluster = /aks|k8s|kube|cluster|workload/;

/** A profile may be one for another host: the pod has it where it says so, or where the profile is called after a cluster. */
function whetherActive(settings: Settings, setting: Setting): 'yes' | 'no' | 'maybe' {
  const { condition, key, space } = setting;
  const told = settings
    .variable('SPRING_PROFILES_ACTIVE')
    .map(({ property }) => property.value.toLowerCase())
    .filter((value) => /^[\w,. -]+$/.test(value));
  // Another file may turn it off again.
  const counts = (profiles: Scenario) => settings.holds(key, profiles, space) === setting;
  if (told.length > 0) return told.some((names) => counts(new Set(namesIn(names)))) ? 'yes' : 'no';
  if (isActive(condition, noProfile)) return isTurnedOff(settings, setting) ? 'no' : 'yes';
  return condition.some(({ on }) => on.some((name) => ofCluster.test(name))) ? 'yes' : 'maybe';
}

/** Whether a profile that is called after a cluster says otherwise. */
function isTurnedOff(settings: Settings, setting: Setting): boolean {
  return settings
    .mayHold(setting.key, setting)
    .some(
      ({ condition, property }) =>
        !isOn(property) && condition.some(({ on }) => on.some((name) => ofCluster.test(name))),
    );
}
