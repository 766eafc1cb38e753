import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import { say, type Text } from '../../../lifecycle/text';
import { configFileName } from '../../../lint/config/file-name';
import {
  largestConfig,
  noConfig,
  readConfig,
  unusedConfig,
  type ConfigTrouble,
  type LintConfig,
} from '../../../lint/config/config';
import { textIn } from '../../../lint/file-text';
import { matcherOf } from '../../../lint/patterns/glob';

/** What the configuration file of a workspace folder says. */
export interface KnownConfig {
  readonly config: LintConfig;
  /** Absent where there is no file, or none that can be read. */
  readonly text?: string;
  readonly trouble: readonly ConfigTrouble[];
  readonly isExcluded: (path: string) => boolean;
}

export const emptyConfig: KnownConfig = { config: noConfig, trouble: [], isExcluded: () => false };

export function configUri(root: Uri): Uri {
  return Uri.joinPath(root, configFileName);
}

/** Reads the file of a workspace folder as it is in its editor, or else on disk. What cannot be used is told, never passed over. */
export async function readConfigIn(root: Uri): Promise<KnownConfig> {
  const uri = configUri(root);
  const open = openText(uri);
  const read = open === undefined ? await stored(uri) : { text: open };
  if (read === undefined) return emptyConfig;
  if ('why' in read) return { ...emptyConfig, ...unusedConfig(read.why) };
  const { config, trouble } = readConfig(read.text);
  return { config, trouble, text: read.text, isExcluded: matcherOf(config.exclude) };
}

export function openText(uri: Uri): string | undefined {
  return workspace.textDocuments.find((one) => one.uri.toString() === uri.toString())?.getText();
}

type Stored = { readonly text: string } | { readonly why: Text };

/** `undefined` where there is no file: most folders have none. */
async function stored(uri: Uri): Promise<Stored | undefined> {
  try {
    const { type, size } = await workspace.fs.stat(uri);
    // What is no regular file may have no end, and a link leads out of the folder.
    if (type !== FileType.File) return { why: say('this is no regular file and not used') };
    if (size > largestConfig) return { why: say('the configuration is larger than 64 KiB and not used') };
    const read = textIn(await workspace.fs.readFile(uri));
    if ('skipped' in read) return { why: say('the configuration is not text and not used') };
    return { text: read.text.replace(/^\uFEFF/, '') };
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return undefined;
    const reason = error instanceof Error ? error.message : String(error);
    return { why: say('it cannot be read and is not used: {0}', reason) };
  }
}
