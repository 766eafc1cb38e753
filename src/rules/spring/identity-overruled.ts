import { say, type Text } from '../../lifecycle/text';
import type { Setting, Settings } from '../../source/spring/settings';
import type { Finding, Related } from '../finding';
import type { SubjectRule } from '../rule';
import { deleteEdit, propertySpan } from './edits';
import { overrulingsIn, type Overruling } from './overruling';

/** One finding that names both places. Service principals, which win as well, are MI203's. */
export const identityOverruled: SubjectRule<'spring'> = {
  id: 'MI210',
  name: 'identity-overruled',
  title: say('A password or key is used although a managed identity is set, or forbids it.'),
  severity: 'warning',
  subject: 'spring',
  literals: ['password', 'key', 'sas', 'connection', 'pwd'],
  *check(config, { settings, text }) {
    for (const one of overrulingsIn(config, settings)) yield findingOf(one, settings, text);
  },
};

function findingOf(overruling: Overruling, settings: Settings, text: string): Finding {
  const { identity, by, how, scenario } = overruling;
  const edit = identity === by ? undefined : deleteEdit(text, by.property);
  return {
    span: identity === by ? by.property.valueSpan : propertySpan(by.property),
    ...(how === 'refused' && { severity: 'error' }),
    message: messageOf(overruling, profilesOf(scenario)),
    related:
      identity === by ? [] : relatedTo(identity, settings, say('the managed identity is asked for here')),
    fixes:
      edit === undefined
        ? []
        : [
            {
              kind: 'edit',
              title: say('Delete what the identity makes needless'),
              safe: false,
              edits: [edit],
            },
          ],
  };
}

function messageOf({ how, by, identity }: Overruling, profiles: string): Text {
  const name = by.property.path.at(-1) ?? '';
  if (how === 'refused') {
    if (identity === by)
      return say(
        'This URL asks for a managed identity and has a password: the driver refuses to connect with both.',
      );
    return profiles === ''
      ? say(
          'The URL asks for a managed identity, and the driver refuses to connect with a password beside it.',
        )
      : say(
          "With profile '{0}', the URL asks for a managed identity, and the driver refuses to connect with a password beside it.",
          profiles,
        );
  }
  if (how === 'password')
    return profiles === ''
      ? say('With a password set, passwordless-enabled has no effect: the managed identity is not used.')
      : say(
          "With profile '{0}', this password is used: passwordless-enabled has no effect, and the managed identity is not used.",
          profiles,
        );
  return profiles === ''
    ? say(
        "'{0}' is set, so the client is made with it: the managed identity is not used for this service.",
        name,
      )
    : say(
        "With profile '{0}', '{1}' is set, so the client is made with it: the managed identity is not used for this service.",
        profiles,
        name,
      );
}

/** Profiles in words: `azure, prod`. */
export function profilesOf(scenario: ReadonlySet<string>): string {
  return [...scenario].join(', ');
}

/** Where else something is set, in whichever file; the live app has no place. */
export function relatedTo(setting: Setting, settings: Settings, message: Text): readonly Related[] {
  if (setting.file.isLive === true) return [];
  const path = settings.isOwn(setting) ? {} : { path: setting.file.path };
  return [{ ...path, span: propertySpan(setting.property), message }];
}
