import { existsSync, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isRuledOut } from '../lint/patterns/git-ignores';
import { gitRules, largestIgnoreFile, type GitRules } from '../lint/patterns/git-rules';

/** What `.gitignore` files say, the outermost first, each about paths below its own folder. */
export type IgnoreRules = readonly { readonly folder: string; readonly rules: GitRules }[];

/** The rules of the folder's own `.gitignore`. As for git, one that is a link says nothing; nor does one of a size that nobody writes. */
export function ignoreRulesOf(folder: string): IgnoreRules {
  const file = path.join(folder, '.gitignore');
  try {
    const found = lstatSync(file);
    if (!found.isFile() || found.size > largestIgnoreFile) return [];
    return [{ folder, rules: gitRules(readFileSync(file, 'utf8')) }];
  } catch {
    return [];
  }
}

/** The rules of the folders above, up to the root of the repository; none outside of a repository. */
export function ignoreRulesAbove(folder: string): IgnoreRules {
  const above: string[] = [];
  let at = folder;
  while (!isRepository(at)) {
    const parent = path.dirname(at);
    if (parent === at) return [];
    above.unshift(parent);
    at = parent;
  }
  return above.flatMap(ignoreRulesOf);
}

/** An inner file overrules outer ones, so it may name what they ignore with `!` again. */
export function isIgnored(absolute: string, isFolder: boolean, rules: IgnoreRules): boolean {
  return isRuledOut(
    rules.map(({ folder, rules: own }) => {
      const name = path.relative(folder, absolute).split(path.sep).join('/');
      return { rules: own, name: isFolder ? `${name}/` : name };
    }),
  );
}

function isRepository(folder: string): boolean {
  // A file in worktrees and submodules.
  return existsSync(path.join(folder, '.git'));
}
