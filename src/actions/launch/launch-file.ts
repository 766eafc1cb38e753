import { findNodeAtLocation, modify, parseTree, type ParseError } from 'jsonc-parser';
import { lineEndOf, type TextEdit, applyEdits } from '../../source/span';
import type { FileChange } from '../connect/plan';

/** Where VS Code looks for launch configurations, relative to a workspace folder. */
export const launchFile = '.vscode/launch.json';

/** A launch configuration as `launch.json` holds it. Without `mainClass` the debugger asks which one when it starts. */
export interface JavaLaunch {
  readonly type: 'java';
  readonly name: string;
  readonly request: 'launch';
  readonly mainClass?: string;
}

/** A launch of this class; its name ends in the class's own. */
export function javaLaunch(mainClass: string | undefined): JavaLaunch {
  const own = mainClass?.slice(Math.max(mainClass.lastIndexOf('.'), mainClass.lastIndexOf('$')) + 1);
  return {
    type: 'java',
    name: own === undefined ? 'Debug Java Program' : `Debug ${own}`,
    request: 'launch',
    ...(mainClass !== undefined && { mainClass }),
  };
}

/**
 * What adding a configuration makes of `launch.json`, whose comments stay; `text` is `undefined` where there is no such
 * file. `undefined` when the text is broken, which only people can put right.
 */
export function addLaunch(text: string | undefined, launch: JavaLaunch): FileChange | undefined {
  if (text === undefined)
    return {
      path: launchFile,
      after: `${JSON.stringify({ version: '0.2.0', configurations: [launch] }, undefined, 2)}\n`,
      edits: [],
    };
  const edits = editsOf(text, launch);
  return edits && { path: launchFile, before: text, after: applyEdits(text, edits), edits };
}

function editsOf(text: string, launch: JavaLaunch): readonly TextEdit[] | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const listed = root && findNodeAtLocation(root, ['configurations']);
  if (errors.length > 0 || (root !== undefined && root.type !== 'object')) return undefined;
  if (listed !== undefined && listed.type !== 'array') return undefined;
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: lineEndOf(text) };
  const edits =
    listed === undefined
      ? modify(text, ['configurations'], [launch], { formattingOptions })
      : modify(text, ['configurations', -1], launch, { formattingOptions, isArrayInsertion: true });
  return edits.map(({ offset, length, content }) => ({
    span: { start: offset, end: offset + length },
    text: content,
  }));
}
