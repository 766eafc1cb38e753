import {
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  printParseErrorCode,
  type ParseError,
} from 'jsonc-parser';
import { LineIndex, type Position } from '../source/span';
import type { FolderLink } from './folder-link';
import { readLevels, type Levels } from './levels';

/** The name of the file a team commits beside its code. Its schema is `media/spring-identity.schema.json`. */
export const configFileName = '.spring-identity.json';

export interface LintConfig {
  readonly levels: Levels;
  /** Globs of files that are not judged, relative to the configuration's folder. */
  readonly exclude: readonly string[];
  readonly links: readonly FolderLink[];
}

export const noConfig: LintConfig = { levels: {}, exclude: [], links: [] };

/** Something in the configuration that means nothing; the rest of it is still used. */
export interface ConfigTrouble {
  readonly at: Position;
  readonly message: string;
}

/** Reads `.spring-identity.json`: JSON with comments. What cannot be used is left out and said. */
export function readConfig(text: string): {
  readonly config: LintConfig;
  readonly trouble: readonly ConfigTrouble[];
} {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const lines = new LineIndex(text);
  const trouble: ConfigTrouble[] = errors.map(({ error, offset }) => ({
    at: lines.positionAt(offset),
    message: printParseErrorCode(error),
  }));
  const complain = (path: readonly string[], message: string): void => {
    const node = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
    trouble.push({ at: lines.positionAt(node?.offset ?? 0), message });
  };
  const value: unknown = root === undefined ? {} : getNodeValue(root);
  if (!isObject(value)) {
    complain([], 'the configuration is not an object');
    return { config: noConfig, trouble };
  }
  for (const key of Object.keys(value))
    if (!['$schema', 'rules', 'exclude', 'links'].includes(key)) complain([key], `'${key}' is no setting`);
  const rules = value['rules'] ?? {};
  if (!isObject(rules)) complain(['rules'], "'rules' is not an object of rules and levels");
  return {
    config: {
      levels: isObject(rules)
        ? readLevels(rules, (key, why) => {
            complain(['rules', key], why);
          })
        : {},
      exclude: stringsOf(value['exclude'], () => {
        complain(['exclude'], "'exclude' is not a list of globs");
      }),
      links: linksOf(value['links'], () => {
        complain(['links'], "'links' is not a list of {folder, app}");
      }),
    },
    trouble,
  };
}

function stringsOf(value: unknown, complain: () => void): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((item): item is string => typeof item === 'string' && item !== ''))
    return value;
  complain();
  return [];
}

function linksOf(value: unknown, complain: () => void): readonly FolderLink[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every(isLink)) return value;
  complain();
  return [];
}

function isLink(value: unknown): value is FolderLink {
  return isObject(value) && typeof value['folder'] === 'string' && typeof value['app'] === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
