import type { SpringConfig, SpringProperty } from '../../source/spring/spring-config';

const authentication = /authentication\s*=\s*(?:ActiveDirectoryMSI|ActiveDirectoryManagedIdentity)(?![a-z])/i;
const naming = /(?:^|;)\s*(?:user|username|msiclientid)\s*=/i;

/** JDBC URLs of SQL Server that ask for a token of a managed identity, and whether they or a user beside them name it. */
export function* msiUrlsIn(
  config: SpringConfig,
): Generator<{ readonly property: SpringProperty; readonly named: boolean }> {
  const hasUser = config.documents.some(({ properties }) =>
    properties.some(
      ({ key, value }) => /^spring\..*(?:\.username|\.user|\.msiclientid)$/.test(key) && value !== '',
    ),
  );
  for (const { properties } of config.documents)
    for (const property of properties) {
      const { value } = property;
      if (!authentication.test(value) || !value.toLowerCase().includes('jdbc:sqlserver:')) continue;
      // A reference may hold anything.
      yield { property, named: hasUser || naming.test(value) || value.includes(';${') };
    }
}
