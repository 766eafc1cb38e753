import { say, type Text } from '../../lifecycle/text';
import { severities } from '../../rules/finding';
import { allRules } from '../../rules/index';
import type { RuleId } from '../../rules/rule';
import type { Level, Levels } from './levels';

const levels: readonly Level[] = [...severities, 'off'];

/** The rules a setting means: one by its id (`MI101`, in any case), one or more by their name. */
export function rulesCalled(key: string): readonly RuleId[] {
  const id = key.toUpperCase();
  return allRules.filter((rule) => rule.id === id || rule.name === key).map((rule) => rule.id);
}

/** Levels as people write them; `trouble` is called for each entry that means nothing, which is then left out. */
export function readLevels(
  entries: Readonly<Record<string, unknown>>,
  trouble: (key: string, why: Text) => void,
): Levels {
  const read: Partial<Record<RuleId, Level>> = {};
  for (const [key, value] of Object.entries(entries)) {
    const ids = rulesCalled(key);
    const level = levels.find((known) => known === value);
    if (ids.length === 0) trouble(key, say("there is no rule '{0}'", key));
    else if (level === undefined) trouble(key, say('a level is one of {0}', levels.join(', ')));
    else for (const id of ids) read[id] = level;
  }
  return read;
}
