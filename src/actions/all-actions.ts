import type { Action, OfflinePorts } from './action';
import { diagnoseApp } from './diagnose-app';
import { explainError } from './explain-error';
import { explainRule } from './explain-rule';
import { lintText } from './lint-text';
import { listApps } from './list-apps';
import { whoseId } from './whose-id';

/** What needs no account. */
export const offlineActions: readonly Action<OfflinePorts>[] = [explainError, explainRule, lintText];

/** What language models may ask for, whichever way they come. */
export const allActions: readonly Action[] = [listApps, whoseId, diagnoseApp, ...offlineActions];

export { runAction } from './run-action';
