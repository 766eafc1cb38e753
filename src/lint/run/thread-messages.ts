import type {
  FileJudgement,
  FileRequest,
  Judgement,
  JudgeRequest,
  ScanProgress,
  ScanRequest,
  ScanResult,
} from '../ports';
import type { SiftedFile } from './sift';

/** Files of a folder, whose absolute path it is. */
interface OfFolder {
  readonly id: number;
  readonly folder: string;
}

/** What the window's thread tells the linter's. */
export type ToLinter =
  | { readonly kind: 'judge'; readonly id: number; readonly request: JudgeRequest }
  | { readonly kind: 'scan'; readonly id: number; readonly request: ScanRequest }
  | ({ readonly kind: 'sift'; readonly paths: readonly string[] } & OfFolder)
  | ({ readonly kind: 'judge-files'; readonly requests: readonly FileRequest[] } & OfFolder)
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'close'; readonly key: string };

/**
 * What the linter's thread answers; `progress` tells how far a scan is, `isAlive` that it is at work and not stuck, everything
 * else ends the request.
 */
export type FromLinter =
  | { readonly isAlive: true }
  | { readonly id: number; readonly progress: ScanProgress }
  | { readonly id: number; readonly result: LinterResult }
  | { readonly id: number; readonly trouble: string };

export type LinterResult = Judgement | ScanResult | readonly SiftedFile[] | readonly FileJudgement[];
