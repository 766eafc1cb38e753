import type { FoundApp } from '../../estate/lookup';
import type { ResourceKey } from '../../estate/resources';
import type { ChangeOutcome } from '../../identity/outcome';
import { planIdentity, type IdentityChangePlan } from '../../identity/plan/plan';
import { readWish } from '../../identity/result';
import type { IdentityWish } from '../../identity/plan/wish';
import type { Failure } from '../../lifecycle/failure';
import { say, type Text } from '../../lifecycle/text';
import type { BatchEnd } from './batch';

/** What somebody wants of one of many apps. */
export interface AppWish {
  readonly found: FoundApp;
  readonly wish: IdentityWish;
  /** Why it is left out before anything is planned. */
  readonly refusal?: Failure;
}

/** A change of one app that is part of a batch. */
export interface PlannedApp extends AppWish {
  readonly plan: IdentityChangePlan;
}

/** What becomes of every app of a selection. */
export interface BatchPlan {
  readonly changing: readonly PlannedApp[];
  readonly refused: readonly (AppWish & { readonly failure: Failure })[];
  readonly nothing: readonly (AppWish & { readonly why: Text })[];
}

export type AppEnd = BatchEnd<PlannedApp, ChangeOutcome>;

/** Plans every app for itself, in the order given; one that cannot be changed keeps no other from it. */
export function planBatch(wishes: readonly AppWish[]): BatchPlan {
  const changing: PlannedApp[] = [];
  const refused: (AppWish & { failure: Failure })[] = [];
  const nothing: (AppWish & { why: Text })[] = [];
  for (const { found, wish, refusal } of wishes) {
    if (refusal !== undefined) {
      refused.push({ found, wish, failure: refusal });
      continue;
    }
    const plan = planIdentity(found.app, found.service, wish);
    if (plan.kind === 'change') changing.push({ found, wish, plan });
    else if (plan.kind === 'refused') refused.push({ found, wish, failure: plan.failure });
    else nothing.push({ found, wish, why: plan.why });
  }
  return { changing, refused, nothing };
}

/** What is left to do after a run: what failed, what somebody changed meanwhile, and what was not begun. */
export function restOf(ends: readonly AppEnd[]): readonly AppWish[] {
  return ends
    .filter((end) => end.kind !== 'ended' || end.outcome.kind === 'changed-meanwhile')
    .map(({ item: { found, wish } }) => ({ found, wish }));
}

/** What a batch does, as people name it. */
export type BatchKind = 'enable' | 'disable' | 'assign' | 'remove';

export function kindOf({ system, assign }: IdentityWish): BatchKind {
  if (system !== undefined) return system === 'on' ? 'enable' : 'disable';
  return assign === undefined ? 'remove' : 'assign';
}

/** "Disabling the system-assigned identities of 12 apps". */
export function batchTitle(kind: BatchKind, apps: number): Text {
  switch (kind) {
    case 'enable':
      return say('Enabling the system-assigned identities of {0} apps', apps);
    case 'disable':
      return say('Disabling the system-assigned identities of {0} apps', apps);
    case 'assign':
      return say('Assigning user-assigned identities to {0} apps', apps);
    case 'remove':
      return say('Removing user-assigned identities from {0} apps', apps);
  }
}

export function batchQuestion(kind: BatchKind, apps: number): Text {
  switch (kind) {
    case 'enable':
      return say('Enable the system-assigned identities of {0} apps?', apps);
    case 'disable':
      return say('Disable the system-assigned identities of {0} apps?', apps);
    case 'assign':
      return say('Assign user-assigned identities to {0} apps?', apps);
    case 'remove':
      return say('Remove user-assigned identities from {0} apps?', apps);
  }
}

/** What is stored of a batch: the apps that were not begun, and what is wanted of each. */
export interface BatchRest {
  readonly wishes: readonly { readonly app: ResourceKey; readonly wish: IdentityWish }[];
}

/** Reads what was stored; what has not the right form is left out. */
export function readBatchRest(stored: unknown): BatchRest {
  const wishes = (stored as { readonly wishes?: unknown } | null | undefined)?.wishes;
  if (!Array.isArray(wishes)) return { wishes: [] };
  return {
    wishes: wishes.flatMap((entry: unknown) => {
      const { app, wish } = (entry ?? {}) as { readonly app?: unknown; readonly wish?: unknown };
      const read = readWish(wish);
      const isKey = typeof app === 'string' && app.includes('|');
      return read !== undefined && isKey ? [{ app: app as ResourceKey, wish: read }] : [];
    }),
  };
}
