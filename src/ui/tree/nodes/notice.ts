import type { Words } from '../../../lifecycle/text';

/** Something that is said rather than found: loading, empty, hidden, unreadable. */
export type Notice =
  | { readonly is: 'loading' }
  | { readonly is: 'no-services' }
  | { readonly is: 'no-apps' }
  | { readonly is: 'no-roles' }
  | { readonly is: 'no-deployments' }
  | { readonly is: 'no-instances' }
  | { readonly is: 'no-principal' }
  | { readonly is: 'no-match'; readonly filter: string }
  | { readonly is: 'not-loaded'; readonly services: number }
  | { readonly is: 'without-services'; readonly count: number }
  | { readonly is: 'filtered-out'; readonly count: number }
  | { readonly is: 'other-sign-in' }
  | { readonly is: 'unreadable-tenant'; readonly tenantId: string; readonly why: Words }
  | { readonly is: 'unreadable-roles'; readonly name: string; readonly why: Words }
  | { readonly is: 'unreadable-vaults'; readonly name: string; readonly why: Words }
  | { readonly is: 'unreadable-store'; readonly name: string; readonly why: Words }
  | { readonly is: 'unreadable-identities'; readonly name: string; readonly why: Words }
  | { readonly is: 'groups-untold' }
  | { readonly is: 'databases-untold' }
  | { readonly is: 'no-users' }
  | { readonly is: 'no-other-users' }
  | { readonly is: 'unseen-users'; readonly count: number; readonly names: readonly string[] }
  | { readonly is: 'no-credentials' }
  | { readonly is: 'no-identities' };

export interface NoticeNode {
  readonly kind: 'notice';
  readonly id: string;
  readonly notice: Notice;
  readonly target?: undefined;
}

export function notice(parent: string, said: Notice): NoticeNode {
  const detail = 'tenantId' in said ? said.tenantId : 'name' in said ? said.name : '';
  return { kind: 'notice', id: `${parent}/${said.is}:${detail}`, notice: said };
}
