/** One request and its answer, with every secret taken out. */
export interface RecordedExchange {
  /** ISO 8601, when the request came. */
  readonly time: string;
  readonly method: string;
  /** Absolute URL. */
  readonly url: string;
  /** Parsed JSON, or the parameters of a form; `null` without body. */
  readonly requestBody: unknown;
  /** 0 when the connection was cut instead of an answer. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly responseBody: unknown;
  readonly durationMs: number;
}

const secretNames = new Set([
  'access_token',
  'client_secret',
  'client_assertion',
  'clientsecreturl',
  'password',
]);
const secretSuffix = /key$|testendpoint$/i;

/** The value without what must never be written anywhere: tokens, secrets, keys. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      typeof item === 'string' && (secretNames.has(name.toLowerCase()) || secretSuffix.test(name))
        ? '[redacted]'
        : withoutSecrets(item),
    ]),
  );
}
