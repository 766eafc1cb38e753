import { parseArmId } from '../estate/ids/arm-id';
import { resourceKey, type SubscriptionKey } from '../estate/resources';
import type { Words } from '../lifecycle/text';
import { isSentence } from './deed-records';
import type { Operation, OperationPhase } from './operation';
import { isAppType } from '../hosts/spring/types';

/** An operation as it is stored between two lives of a window. */
export interface OperationRecord {
  readonly version: 1;
  readonly appId: string;
  readonly subscription: SubscriptionKey;
  readonly appName: string;
  /** A string where an older version has written it. */
  readonly title: Words;
  readonly startedAt: number;
  readonly phase: OperationPhase;
  readonly statusUrl?: string;
  readonly wish: unknown;
  readonly deed?: string;
}

/** Copies the listed fields only, so that nothing else (a token, say) can slip into what is stored. */
export function writeRecord(operation: Operation): OperationRecord {
  const { appId, subscription, appName, title, startedAt, phase, statusUrl, wish, deed } = operation;
  return {
    version: 1,
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

/** Reads stored records at the edge: another version of the extension, or anybody, may have written them. */
export function readRecords(stored: unknown): readonly Operation[] {
  if (!Array.isArray(stored)) return [];
  return stored.map(readRecord).filter((operation) => operation !== undefined);
}

function readRecord(stored: unknown): Operation | undefined {
  if (!isRecord(stored)) return undefined;
  const { appId, subscription, appName, title, startedAt, phase, statusUrl, wish, deed } = stored;
  return {
    app: resourceKey({ id: appId, subscription }),
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

function isRecord(stored: unknown): stored is OperationRecord {
  if (typeof stored !== 'object' || stored === null) return false;
  const { version, appId, subscription, appName, title, startedAt, phase, statusUrl, deed } =
    stored as Readonly<Record<keyof OperationRecord, unknown>>;
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
