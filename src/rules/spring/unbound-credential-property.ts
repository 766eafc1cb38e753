import { say, type Text } from '../../lifecycle/text';
import { variableFor } from '../../source/spring/environment-name';
import type { Setting, Settings } from '../../source/spring/settings';
import type { SpringProperty } from '../../source/spring/spring-config';
import type { EditFix } from '../finding';
import type { SubjectRule } from '../rule';
import { settingsOf } from './credential-block';
import { deleteEdit, propertySpan } from './edits';
import { rightPlaceOf, type RightPlace } from './known-places';
import { isLegacy } from './legacy-keys';

/** A name that only looks like a setting, and that something reads by `${...}`, is none. */
export const unboundCredentialProperty: SubjectRule<'spring'> = {
  id: 'MI207',
  name: 'unbound-credential-property',
  title: say('A credential property stands where nothing reads it.'),
  severity: 'warning',
  subject: 'spring',
  literals: ['azure', 'servicebus'],
  *check(config, { settings, text }) {
    for (const setting of settingsOf(config, settings)) {
      const place = rightPlaceOf(setting.key, isLegacy);
      if (place === undefined || isRead(setting, settings)) continue;
      yield {
        span: propertySpan(setting.property),
        message: messageOf(setting, place),
        fixes: fixesOf(setting, place, settings, text),
      };
    }
  },
};

function isRead({ property }: Setting, settings: Settings): boolean {
  const name = property.variable ?? property.path.join('.');
  return settings.isAskedFor(name);
}

function messageOf({ property }: Setting, { home, key }: RightPlace): Text {
  if (property.variable !== undefined)
    return say(
      "Spring binds '{0}' to nothing; what it reads is '{1}'.",
      property.variable,
      variableFor(`${home}.${key}`),
    );
  const name = property.path.at(-1) ?? '';
  const [parent = '', leaf = ''] = key.split('.');
  return leaf.replaceAll('-', '') === name.toLowerCase().replace(/[-_]/g, '')
    ? say("'{0}' has no effect here: it is read below '{1}' only.", name, parent)
    : say("'{0}' is bound to nothing; what is read here is '{1}'.", name, key);
}

/** The key is moved where no other one is in the way; where one is, this one says nothing and can go. */
function fixesOf(
  setting: Setting,
  { home, key }: RightPlace,
  settings: Settings,
  text: string,
): readonly EditFix[] {
  const { property, space, config } = setting;
  const target = `${home}.${key.replaceAll('-', '')}`;
  const isThere = settings.own.some(
    (one) => one.key === target && one.space === space && one.config === config,
  );
  if (isThere) {
    const edit = deleteEdit(text, property);
    return edit === undefined
      ? []
      : [{ kind: 'edit', title: say('Delete it: it has no effect'), safe: false, edits: [edit] }];
  }
  return movedTo(property, { home, key }, text);
}

/** The key is written anew as far as it is written in one piece: what of it stands above the block stays. */
function movedTo(property: SpringProperty, { home, key }: RightPlace, text: string): readonly EditFix[] {
  const written = property.written.at(-1);
  if (written === undefined || !property.editable) return [];
  const below = property.path.length - home.split('.').length;
  const segments = text.slice(written.span.start, written.span.end).split('.');
  if (below < 1 || segments.length < below) return [];
  const [parent = '', leaf = ''] = key.split('.');
  const last = segments.at(-1) ?? '';
  const isSame = last.replace(/[-_]/g, '').toLowerCase() === leaf.replaceAll('-', '');
  const moved = [...segments.slice(0, segments.length - below), isSame ? `${parent}.${last}` : key].join('.');
  return [
    {
      kind: 'edit',
      title: isSame && below === 1 ? say("Move it below '{0}'", parent) : say("Make it '{0}'", key),
      safe: false,
      edits: [{ span: written.span, text: moved }],
    },
  ];
}
