import type { ArmId } from '../estate/ids/arm-id';
import type { AppHolder, ResourceKey } from '../estate/resources';
import type { LockedTenant } from '../estate/frozen/snapshot';
import type { FixOffer, PortalPage } from '../access/mend/fix-offers';
import type { AppFix } from '../rules/finding';
import type { Span } from '../source/span';
import type { ShownLink } from './known-links';
import type { Branch } from '../inventory/branch';

/** A place in a file of a folder that is linked to an app. */
export interface FilePlace {
  /** Relative to its workspace folder. */
  readonly path: string;
  readonly span: Span;
}

/** What a command acts on, as plain data. Tree nodes carry one; the palette asks for one. */
export type Target =
  | AppHolder
  | { readonly kind: 'app'; readonly key: ResourceKey }
  | { readonly kind: 'system-identity'; readonly app: ResourceKey }
  | { readonly kind: 'instances'; readonly app: ResourceKey }
  | { readonly kind: 'deployment'; readonly app: ResourceKey; readonly deployment: ResourceKey }
  | {
      readonly kind: 'instance';
      readonly app: ResourceKey;
      readonly deployment: ResourceKey;
      readonly instance: string;
    }
  | { readonly kind: 'user-identity'; readonly app: ResourceKey; readonly identity: ArmId }
  | { readonly kind: 'folder-link'; readonly app: ResourceKey; readonly link: ShownLink }
  /** A user-assigned identity as such, seen from the apps that use it. */
  | { readonly kind: 'identity'; readonly identity: ArmId }
  | { readonly kind: 'resource'; readonly id: ArmId; readonly page?: PortalPage }
  | { readonly kind: 'branch'; readonly branch: Branch }
  | { readonly kind: 'forward'; readonly id: string }
  /** A line of the activity. */
  | { readonly kind: 'deed'; readonly id: string }
  | { readonly kind: 'rule'; readonly id: string }
  /** A document of the workspace. */
  | { readonly kind: 'document'; readonly uri: string }
  | { readonly kind: 'page'; readonly id: string }
  /** `walkthroughIds` in contributions.ts. */
  | { readonly kind: 'walkthrough'; readonly id: string }
  /** A finding on a live app, with the places in files of its folders that it names. */
  | {
      readonly kind: 'finding';
      readonly app: ResourceKey;
      readonly rule: string;
      /** Path in the app's JSON. */
      readonly at: readonly string[];
      readonly places: readonly FilePlace[];
      readonly fixes: readonly AppFix[];
    }
  /** What mends something broken of an app. */
  | { readonly kind: 'offer'; readonly app: ResourceKey; readonly offer: FixOffer }
  /** A fix of a finding: of the rule, in the document, where the finding begins, the nth of its fixes. */
  | {
      readonly kind: 'fix';
      readonly document: string;
      readonly rule: string;
      readonly at: number;
      readonly index: number;
    }
  | { readonly kind: 'tenant'; readonly tenant: LockedTenant };

/** The target of a command's first argument: VS Code passes the tree node there, or nothing from the palette. */
export function targetOf(argument: unknown): Target | undefined {
  if (typeof argument !== 'object' || argument === null || !('target' in argument)) return undefined;
  const { target } = argument;
  return typeof target === 'object' && target !== null && 'kind' in target ? (target as Target) : undefined;
}

/** The targets of the nodes that were selected together; empty when it was one, or none. VS Code passes them after the clicked one. */
export function selectionOf(argument: unknown): readonly Target[] {
  if (!Array.isArray(argument) || argument.length < 2) return [];
  return argument.map(targetOf).filter((target) => target !== undefined);
}

/** The app a target belongs to, when it belongs to one. */
export function appOf(target: Target | undefined): ResourceKey | undefined {
  switch (target?.kind) {
    case 'app':
      return target.key;
    case 'system-identity':
    case 'user-identity':
    case 'instances':
    case 'deployment':
    case 'instance':
    case 'folder-link':
    case 'finding':
    case 'offer':
      return target.app;
    default:
      return undefined;
  }
}
