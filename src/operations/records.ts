import { parseArmId } from '../estate/ids/arm-id';
import { resourceKey } from '../estate/resources';
import { isSentence } from './deed-records';
import type { Operation, OperationPhase } from './operation';
import { isAppType } from '../hosts/spring/types';

/** An operation as it is stored between two lives of a window; its title is a string where an older version has written it. */
export type OperationRecord = Omit<Operation, 'app'> & { readonly version: 1 };

export function writeRecord(operation: Operation): OperationRecord {
  return { version: 1, ...stored(operation) };
}

/** Reads stored records at the edge: another version of the extension, or anybody, may have written them. */
export function readRecords(found: unknown): readonly Operation[] {
  if (!Array.isArray(found)) return [];
  return found.filter(isRecord).map((record) => ({
    app: resourceKey({ id: record.appId, subscription: record.subscription }),
    ...stored(record),
  }));
}

/** The listed fields only, so that nothing else (a token, say) slips into what is stored, or out of it. */
function stored(operation: Omit<Operation, 'app'>): Omit<Operation, 'app'> {
  const { appId, subscription, appName, title, startedAt, phase, statusUrl, wish, deed } = operation;
  return {
    appId,
    subscription,
    appName,
    title,
    startedAt,
    phase,
    ...(statusUrl === undefined ? {} : { statusUrl }),
    wish,
    ...(deed === undefined ? {} : { deed }),
  };
}

function isRecord(found: unknown): found is OperationRecord {
  if (typeof found !== 'object' || found === null) return false;
  const { version, appId, subscription, appName, title, startedAt, phase, statusUrl, deed } =
    found as Readonly<Record<keyof OperationRecord, unknown>>;
  const texts = [subscription, appName].every(isText) && (isText(title) || isSentence(title));
  const time = typeof startedAt === 'number' && Number.isFinite(startedAt);
  return (
    version === 1 &&
    texts &&
    time &&
    isAppId(appId) &&
    isPhase(phase) &&
    isStatusUrl(statusUrl) &&
    isDeed(deed)
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isAppId(value: unknown): value is string {
  return isText(value) && isAppType(parseArmId(value)?.type);
}

function isDeed(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

function isPhase(value: unknown): value is OperationPhase {
  return value === 'sending' || value === 'running' || value === 'reading';
}

// Which host it names is checked where a token is attached; here only that it can be a status URL at all.
function isStatusUrl(value: unknown): value is string | undefined {
  return value === undefined || (isText(value) && value.startsWith('https://'));
}
