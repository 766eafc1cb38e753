import { shown, type Loadable } from '../../../estate/loadable';
import type { Branch } from '../../../inventory/branch';
import { failedNode, type Node } from './node';
import { notice } from './notice';

/** One loadable branch as nodes: what is known, with the failure or the wait beside it. */
export function listing<T>(
  parent: string,
  branch: Branch,
  loadable: Loadable<T> | undefined,
  nodes: (value: T) => readonly Node[],
): readonly Node[] {
  const value = loadable && shown(loadable);
  const known = value === undefined ? [] : nodes(value);
  if (loadable?.state === 'failed') return [failedNode(parent, branch, loadable.failure), ...known];
  return value === undefined ? [notice(parent, { is: 'loading' })] : known;
}
