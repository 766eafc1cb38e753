import type { Setting, Settings } from '../../source/spring/settings';
import type { SpringConfig } from '../../source/spring/spring-config';
import { settingsOf } from './credential-block';
import type { TextInValue } from './values';

const identityWords = /^(?:ActiveDirectoryMSI|ActiveDirectoryManagedIdentity)$/i;
const inUrl = /authentication\s*=\s*(?:ActiveDirectoryMSI|ActiveDirectoryManagedIdentity)(?![a-z])/i;
const pools = ['', '.hikari', '.tomcat', '.dbcp2', '.oracleucp', '.configuration'];
const poolEnd = /\.(?:hikari|tomcat|dbcp2|oracleucp|configuration)$/;
const inPool = /\.(?:datasourceproperties|connectionproperties|jdbcproperties)(?:\.authentication)?$/;

/** A connection to SQL Server that asks for a token of a managed identity. */
export interface IdentityConnection {
  /** The URL, or the property of the pool that asks. */
  readonly setting: Setting;
  /** What stands before `.url`, and before the pool. */
  readonly home: string;
}

/** Connections to SQL Server that ask for a token of a managed identity. */
export function identityConnections(config: SpringConfig, settings: Settings): readonly IdentityConnection[] {
  return settingsOf(config, settings).flatMap((setting) => {
    const { key } = setting;
    const { value } = setting.property;
    const asks =
      (inUrl.test(value) && /jdbc:(?:\w+:)?sqlserver:/i.test(value)) ||
      (inPool.test(key) && (key.endsWith('.authentication') ? identityWords.test(value) : inUrl.test(value)));
    if (!asks) return [];
    const outer = inPool.test(key)
      ? key.replace(inPool, '')
      : key.slice(0, Math.max(key.lastIndexOf('.'), 0));
    return [{ setting, home: outer.replace(poolEnd, '') }];
  });
}

/** Settings beside a connection that give it a part: `username`, also of its pool. What wins stands first. */
export function besideConnection(
  settings: Settings,
  { setting, home }: IdentityConnection,
  names: readonly string[],
): readonly Setting[] {
  const places = names.flatMap((name) => [
    ...pools.map((pool) => `${home}${pool}.${name}`),
    ...pools.map((pool) => `${home}${pool}.datasourceproperties.${name}`),
  ]);
  return places.flatMap((place) => settings.mayHold(place, setting));
}

/** What a part of a connection's URL is set to: `msiClientId=...`. Names are written in any case. */
export function partOfUrl(url: string, name: RegExp): TextInValue | undefined {
  for (const match of url.matchAll(/(?:^|[;?&{])\s*([a-z]+)\s*=\s*/gi)) {
    if (!name.test(match[1] ?? '')) continue;
    const at = match.index + match[0].length;
    const rest = url.slice(at);
    const isReference = rest.startsWith('${');
    const end = isReference ? closing(rest) : /[;&]/.exec(rest)?.index;
    return { text: rest.slice(0, end).trim(), at };
  }
  return undefined;
}

/** Where a reference ends, with those within it. */
function closing(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}' && (depth -= 1) === 0) return at + 1;
  }
  return text.length;
}

/** Whether the connection, or anything beside it, says which identity is meant. A reference may hold anything. */
export function isNamed(settings: Settings, connection: IdentityConnection): boolean {
  const { value } = connection.setting.property;
  const given = partOfUrl(value, /^(?:user|username|msiclientid)$/i)?.text ?? '';
  return (
    given !== '' ||
    value.includes(';${') ||
    besideConnection(settings, connection, ['username', 'user', 'msiclientid']).length > 0
  );
}
