import { armKey, type ArmKey } from '../../estate/ids/arm-id';
import type { RoleListing } from '../../estate/grants';
import { absent } from '../../estate/loadable';
import { allApps, identitiesOf, rolesOf, type FoundApp } from '../../estate/lookup';
import { resourceKey } from '../../estate/resources';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import { writeDeclaration } from '../../identity/plan/declared';
import { counted, plain, say, type Text } from '../../lifecycle/text';
import { fingerprints } from '../../lint/suppression/fingerprint';
import { linkedApp } from '../../lint/links/linked-state';
import type { FileFinding } from '../../lint/lint-file';
import type { SkippedFile } from '../../lint/ports';
import type { JudgedFile, ReportedFile } from '../../lint/run/report';
import type { KnownApp } from '../../lint/links/run-links';
import { LineIndex } from '../../source/span';
import { heldText } from '../impact/impact';
import { unreadPlaces } from '../unread';
import { appeared, drift, goneIdentity, orphans, wideRoles, type AuditRemark } from './checks';
import { keptApp, type KeptApp, type KeptState } from './kept-state';

/** Where findings on live apps are reported: no file has this name. */
const folder = 'azure';

/** Every app that was read, as the linter takes it: what is wrong with it is reported in the text of its identities. */
export function knownApps(snapshot: EstateSnapshot): readonly KnownApp[] {
  return [...allApps(snapshot)].map((found) => ({
    app: linkedApp(snapshot, found),
    document: documentOf(found),
  }));
}

/** Identities that are proven to be gone, by what was kept; their role assignments are to be read. */
export function goneIdentities(
  snapshot: EstateSnapshot,
  kept: KeptState,
): readonly { readonly kept: KeptApp; readonly principalId: string }[] {
  const now = appsByKey(snapshot);
  return kept.apps
    .filter(({ id }) => isKnown(snapshot, id))
    .flatMap((app) => {
      const found = now.get(armKey(app.id));
      const gone = goneIdentity(app, found && keptApp(snapshot, found));
      return gone?.principalId === undefined ? [] : [{ kept: app, principalId: gone.principalId }];
    });
}

/** What rules do not see: roles too wide, what is left over, and what is different from what was kept. */
export function auditFindings(
  snapshot: EstateSnapshot,
  kept: KeptState | undefined,
  leftOver: ReadonlyMap<string, RoleListing>,
): readonly JudgedFile[] {
  const ofApps = [...allApps(snapshot)].map((found) =>
    judgedAs(found.app.id, [
      ...identitiesOf(snapshot, found.app).flatMap((held) => {
        const { principalId } = held;
        if (principalId === undefined) return [];
        const branch = rolesOf(snapshot, found.app.subscription, principalId);
        return branch.state === 'ready' ? wideRoles(held, branch.value) : [];
      }),
    ]),
  );
  return [...ofApps, ...(kept === undefined ? [] : sinceKept(snapshot, kept, leftOver))].filter(
    ({ findings }) => findings.length > 0,
  );
}

function sinceKept(
  snapshot: EstateSnapshot,
  kept: KeptState,
  leftOver: ReadonlyMap<string, RoleListing>,
): readonly JudgedFile[] {
  const now = appsByKey(snapshot);
  const known = kept.apps.filter(({ id }) => isKnown(snapshot, id));
  const before = new Set(known.map(({ id }) => armKey(id)));
  return [
    ...known.map((app) => {
      const found = now.get(armKey(app.id));
      const gone = goneIdentity(app, found && keptApp(snapshot, found))?.principalId ?? '';
      const listing = leftOver.get(gone);
      return judgedAs(app.id, [
        ...drift(app, found && keptApp(snapshot, found)),
        ...(listing === undefined ? [] : orphans(app.id.split('/').at(-1) ?? app.id, gone, listing)),
      ]);
    }),
    ...[...now]
      .filter(([key]) => !before.has(key))

      .map(([, found]) => judgedAs(found.app.id, appeared(keptApp(snapshot, found)))),
  ];
}

/**
 * What could not be read, as files that should have been judged: an audit that has not seen all does not pass. Tenants and subscriptions
 * that the account does not reach are said, and are nobody's failure.
 */
export function unreadOf(snapshot: EstateSnapshot): readonly SkippedFile[] {
  const { reach } = snapshot;
  if (reach.state !== 'ready') return unreadPlaces(snapshot).map((why) => skipped(folder, why));
  const nothingHidden = { ...reach.value, lockedTenants: [], unreadableTenants: [], filteredOut: 0 };
  const reached = { ...snapshot, reach: { ...reach, value: nothingHidden } };
  const { lockedTenants, unreadableTenants } = reach.value;
  return [
    ...[...lockedTenants, ...unreadableTenants].map(({ tenantId }): SkippedFile => ({
      path: folder,
      skipped: plain(say('tenant {0} is out of reach of this sign-in', tenantId)),
      note: true,
    })),
    ...unreadPlaces(reached).map((why) => skipped(folder, why)),
    ...[...allApps(snapshot)].flatMap((found) => unreadRoles(snapshot, found)),
    ...unreadGroups(snapshot),
  ];
}

/** Roles through groups are read for one identity at a time, and not for an audit of all: that is said once, and is nobody's failure. */
function unreadGroups(snapshot: EstateSnapshot): readonly SkippedFile[] {
  const without = new Set(
    [...allApps(snapshot)].flatMap(({ app }) =>
      identitiesOf(snapshot, app).flatMap(({ principalId }) => {
        const branch = principalId === undefined ? absent : rolesOf(snapshot, app.subscription, principalId);
        return branch.state === 'ready' && branch.value.groups !== undefined ? [principalId] : [];
      }),
    ),
  );
  if (without.size === 0) return [];
  const why = counted(
    without.size,
    'roles that {0} identity has through groups were not read',
    'roles that {0} identities have through groups were not read',
  );
  return [{ path: folder, skipped: plain(why), note: true }];
}

function skipped(path: string, why: Text): SkippedFile {
  return { path, skipped: plain(why), unreadable: true };
}

function unreadRoles(snapshot: EstateSnapshot, found: FoundApp): readonly SkippedFile[] {
  const path = pathOf(found.app.id);
  return identitiesOf(snapshot, found.app).flatMap((held): readonly SkippedFile[] => {
    const { principalId } = held;
    if (principalId === undefined) return [];
    const branch = rolesOf(snapshot, found.app.subscription, principalId);
    const skip = (why: Text): SkippedFile => skipped(path, why);
    if (branch.state === 'failed')
      return [skip(say('the roles of {0} could not be read: {1}', heldText(held), branch.failure.words.why))];
    if (branch.state !== 'ready') return [skip(say('the roles of {0} were not read', heldText(held)))];
    return branch.value.unreadable.map(({ name, why }) =>
      skip(say("the roles of {0} in subscription '{1}' could not be read: {2}", heldText(held), name, why)),
    );
  });
}

/** Whether the apps of an app's service were read, so that one which is not among them is gone. */
function isKnown(snapshot: EstateSnapshot, id: string): boolean {
  const service = armKey(id.replace(/\/apps\/[^/]+$/i, ''));
  const isService = (key: string): boolean => key.slice(key.lastIndexOf('|') + 1) === service;
  return [...snapshot.apps].some(([key, branch]) => isService(key) && branch.state === 'ready');
}

function appsByKey(snapshot: EstateSnapshot): ReadonlyMap<ArmKey, FoundApp> {
  const found = new Map<string, FoundApp>();
  // Several accounts may show the same app; the first one is as good as the others.
  for (const one of allApps(snapshot))
    if (!found.has(resourceKey(one.app))) found.set(resourceKey(one.app), one);
  return new Map([...found.values()].map((one) => [armKey(one.app.id), one]));
}

function documentOf({ app }: FoundApp): ReportedFile {
  const text = writeDeclaration(app.identity);
  return { path: pathOf(app.id), text, lines: new LineIndex(text) };
}

/** `azure/shop/orders.json`: names of services are unique in Azure. */
function pathOf(id: string): string {
  const [, service = '', app = ''] = /\/Spring\/([^/]+)\/apps\/([^/]+)$/i.exec(id) ?? [];
  return `${folder}/${service}/${app}.json`;
}

/** Each remark is a line of a text made for it, so that a baseline accepts this remark and no other one of the app. */
function judgedAs(id: string, remarks: readonly AuditRemark[]): JudgedFile {
  const lines = remarks.map(({ message }) => plain(message).replace(/\s+/g, ' '));
  const text = lines.map((line) => `${line}\n`).join('');
  const file: ReportedFile = { path: pathOf(id), text, lines: new LineIndex(text) };
  const findings = remarks.map(({ rule, message }, i): FileFinding => {
    const start = file.lines.startOf(i);
    const span = { start, end: start + (lines[i]?.length ?? 0) };
    return { rule, message, severity: rule.severity, confidence: 'high', span };
  });
  return { file, findings, fingerprints: fingerprints(file, findings) };
}
