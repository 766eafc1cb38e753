/** Names of services as logs hold them: in host names, in JDBC addresses. Clouds differ in the end of a host only. */
const name = '([a-z0-9][a-z0-9-]{0,62})';
const rest = '[a-z0-9.-]{0,60}';
const hosts = {
  keyvault: new RegExp(`\\b${name}\\.(?:vault|managedhsm)\\.(?:azure|usgovcloudapi|microsoftazure)\\.`, 'i'),
  appconfig: new RegExp(`\\b${name}\\.(?:azconfig\\.|appconfig\\.azure\\.)`, 'i'),
  bus: new RegExp(`\\b${name}\\.servicebus\\.(?:windows|chinacloudapi|usgovcloudapi|cloudapi)\\.`, 'i'),
  cosmos: new RegExp(`\\b${name}\\.documents\\.(?:azure|microsoftazure)\\.`, 'i'),
  redis: new RegExp(`\\b${name}\\.(?:redis\\.cache\\.|${rest}\\.?redis\\.azure\\.)`, 'i'),
  acr: new RegExp(`\\b${name}\\.azurecr\\.`, 'i'),
} as const;
const storage =
  /\b([a-z0-9]{3,24})\.(?:blob|queue|file|dfs|table)\.(?:core|storage)\.[a-z0-9.]{1,40}(?:\/([\w$-]{1,63}))?/i;
const databases = {
  sql: /\b([a-z0-9][a-z0-9-]{0,62})\.database\.(?:windows|chinacloudapi|usgovcloudapi)\.[a-z.]{2,20}(?::\d{1,5})?(?:[^\s"']{0,300}?;\s?(?:database|databaseName|initial catalog)\s?=\s?([\w.-]{1,128}))?/i,
  postgres:
    /\b([a-z0-9][a-z0-9-]{0,62})\.postgres\.(?:database|cosmos)\.[a-z.]{2,30}(?::\d{1,5})?(?:\/([\w.-]{1,63}))?/i,
  mysql: /\b([a-z0-9][a-z0-9-]{0,62})\.mysql\.database\.[a-z.]{2,30}(?::\d{1,5})?(?:\/([\w.-]{1,63}))?/i,
} as const;

/** `keyvault:kv-shop`, by the first such host of the text. */
export function hostTarget(service: Exclude<keyof typeof hosts, 'bus'>, text: string): string | undefined {
  const found = hosts[service].exec(text)?.[1];
  return found === undefined ? undefined : `${service}:${found.toLowerCase()}`;
}

/** The namespace of Service Bus or Event Hubs. */
export function busName(text: string): string | undefined {
  return hosts.bus.exec(text)?.[1]?.toLowerCase();
}

/** `storage:account/container`; the container where the address tells it. */
export function storageTarget(text: string): string | undefined {
  const [, account, container] = storage.exec(text) ?? [];
  if (account === undefined) return undefined;
  return container === undefined
    ? `storage:${account.toLowerCase()}`
    : `storage:${account.toLowerCase()}/${container}`;
}

/** `postgres:server/database`; the database where the address tells it. */
export function databaseTarget(kind: keyof typeof databases, text: string): string | undefined {
  const [, server, database] = databases[kind].exec(text) ?? [];
  if (server === undefined) return undefined;
  const whole = `${kind}:${server.toLowerCase()}`;
  return database === undefined ? whole : `${whole}/${database}`;
}
