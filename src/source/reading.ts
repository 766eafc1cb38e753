import type { BuildFile } from './build/build-file';
import type { InfraFile } from './infra/infra-file';
import type { JvmFile } from './jvm/jvm-file';
import type { ManifestFile } from './manifest/manifest-file';
import type { ScriptFile } from './script/script-file';
import type { Span } from './span';
import type { SpringConfig } from './spring/spring-config';

/** What a file holds that rules can judge. All of it is plain data: no parser's node outlives the reading. */
export type Subject = JvmFile | SpringConfig | InfraFile | ScriptFile | BuildFile | ManifestFile;
export type SubjectKind = Subject['kind'];

/** A comment with its marks, wherever the language has them. */
export interface Comment {
  readonly span: Span;
  readonly text: string;
}

/** A file that does not parse is read as far as it goes. */
export interface Reading {
  readonly subjects: readonly Subject[];
  readonly comments: readonly Comment[];
}

export const nothingRead: Reading = { subjects: [], comments: [] };
