import { findNodeAtLocation, getNodeValue, parseTree, type ParseError } from 'jsonc-parser';
import { jsonTrouble } from '../../source/json-trouble';
import { say, type Text } from '../../lifecycle/text';
import { isNestedBeyond } from '../../source/nesting';
import { LineIndex, type Position } from '../../source/span';
import type { FolderLink } from '../links/folder-link';
import type { Levels } from './levels';
import { readLevels } from './read-levels';
import { isGlob } from '../patterns/glob';

export interface LintConfig {
  readonly levels: Levels;
  /** Globs of files that are not judged, relative to the configuration's folder. */
  readonly exclude: readonly string[];
  readonly links: readonly FolderLink[];
}

/** Nobody writes more; the file is committed, so whoever opens the folder reads what others wrote. */
export const largestConfig = 64 * 1024;
const mostEntries = 300;
const longestEntry = 300;
const longestAppId = 1000;
/** Of all globs together: each character costs something for each character of a path. */
const mostOfGlobs = 8_000;
const deepest = 20;

export const noConfig: LintConfig = { levels: {}, exclude: [], links: [] };

/** Something in the configuration that means nothing; the rest of it is still used. */
export interface ConfigTrouble {
  readonly at: Position;
  readonly message: Text;
}

/** What is known of a configuration that is not used at all. */
export function unusedConfig(why: Text): {
  readonly config: LintConfig;
  readonly trouble: readonly ConfigTrouble[];
} {
  return { config: noConfig, trouble: [{ at: { line: 0, column: 0 }, message: why }] };
}

/** Reads `.spring-identity.json`: JSON with comments. What cannot be used is left out and said. */
export function readConfig(text: string): {
  readonly config: LintConfig;
  readonly trouble: readonly ConfigTrouble[];
} {
  const refused = refusalOf(text);
  if (refused !== undefined) return unusedConfig(refused);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const lines = new LineIndex(text);
  const trouble: ConfigTrouble[] = errors.map(({ error, offset }) => ({
    at: lines.positionAt(offset),
    message: say('not JSON: {0}', jsonTrouble(error)),
  }));
  const complain = (path: readonly (string | number)[], message: Text): void => {
    const node = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
    trouble.push({ at: lines.positionAt(node?.offset ?? 0), message });
  };
  const value: unknown = root === undefined ? {} : getNodeValue(root);
  if (!isObject(value)) {
    complain([], say('the configuration is not an object'));
    return { config: noConfig, trouble };
  }
  for (const key of Object.keys(value))
    if (!['$schema', 'rules', 'exclude', 'links'].includes(key))
      complain([key], say("'{0}' is no setting", key));
  const rules = value['rules'] ?? {};
  if (isObject(rules) && Object.keys(rules).length > mostEntries) {
    complain(['rules'], say("'rules' has more than {0} entries", mostEntries));
    return { config: noConfig, trouble };
  }
  if (!isObject(rules)) complain(['rules'], say("'rules' is not an object of rules and levels"));
  return {
    config: {
      levels: isObject(rules)
        ? readLevels(rules, (key, why) => {
            complain(['rules', key], why);
          })
        : {},
      exclude: globsOf(value['exclude'], complain),
      links: linksOf(value['links'], () => {
        complain(['links'], say("'links' is not a list of 'folder' and 'app'"));
      }),
    },
    trouble,
  };
}

function globsOf(
  value: unknown,
  complain: (path: readonly (string | number)[], message: Text) => void,
): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > mostEntries) {
    complain(['exclude'], say("'exclude' is not a list of globs, at most {0}", mostEntries));
    return [];
  }
  const globs = value.filter((entry: unknown, i): entry is string => {
    const isGood = isShort(entry, longestEntry) && isGlob(entry);
    if (!isGood) complain(['exclude', i], say('this is no glob of at most {0} characters', longestEntry));
    return isGood;
  });
  if (globs.reduce((sum, glob) => sum + glob.length, 0) <= mostOfGlobs) return globs;
  complain(['exclude'], say("the globs of 'exclude' have more than {0} characters together", mostOfGlobs));
  return [];
}

function linksOf(value: unknown, complain: () => void): readonly FolderLink[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.length <= mostEntries && value.every(isLink)) return value;
  complain();
  return [];
}

function isLink(value: unknown): value is FolderLink {
  return isObject(value) && isShort(value['folder'], longestEntry) && isShort(value['app'], longestAppId);
}

function isShort(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest;
}

/** Why the whole of a file is not used. */
function refusalOf(text: string): Text | undefined {
  if (text.length > largestConfig) return say('the configuration is larger than 64 KiB and not used');
  return isNestedBeyond(text, deepest)
    ? say('the configuration is nested too deeply and not used')
    : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
