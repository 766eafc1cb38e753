import { say } from '../../lifecycle/text';
import type { Setting, Settings } from '../../source/spring/settings';
import type { SubjectRule } from '../rule';
import { globalHome, settingsOf } from './credential-block';
import { propertySpan } from './edits';
import { relatedTo } from './identity-overruled';

const source = /^(spring\.cloud\.azure\.keyvault\.secret\.propertysources\[\d+\])\.(endpoint|name)$/;
const outer = [`${globalHome}.keyvault.secret`, `${globalHome}.keyvault`];

/** Property sources are read before there are services: they take what they lack from the global level alone. */
export const credentialNotInherited: SubjectRule<'spring'> = {
  id: 'MI214',
  name: 'credential-not-inherited',
  title: say('A Key Vault property source does not take the credential of keyvault.secret.'),
  severity: 'warning',
  subject: 'spring',
  literals: ['property'],
  *check(config, { settings }) {
    const said = new Set<string>();
    for (const setting of settingsOf(config, settings)) {
      const [, home = '', leaf] = source.exec(setting.key) ?? [];
      if (home === '' || said.has(home) || (leaf === 'name' && hasEndpoint(settings, home, setting)))
        continue;
      const meant = outer.flatMap((one) => settings.mayHold(`${one}.credential.clientid`, setting))[0];
      const on = outer.flatMap((one) =>
        settings.mayHold(`${one}.credential.managedidentityenabled`, setting),
      )[0];
      const given = meant ?? on;
      if (given === undefined || hasOwn(settings, home, setting)) continue;
      said.add(home);
      yield {
        span: propertySpan(setting.property),
        message: say(
          "This property source does not take the credential of '{0}': it is read with what stands below the source itself or below 'spring.cloud.azure.credential'.",
          given.property.path.slice(0, -2).join('.'),
        ),
        related: relatedTo(given, settings, say('this is not used for property sources')),
      };
    }
  },
};

function hasEndpoint(settings: Settings, home: string, near: Setting): boolean {
  return settings.mayHold(`${home}.endpoint`, near).length > 0;
}

function hasOwn(settings: Settings, home: string, near: Setting): boolean {
  return [home, globalHome].some((one) => settings.below(`${one}.credential`, near).length > 0);
}
