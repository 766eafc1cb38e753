import { say } from '../../../lifecycle/text';
import type { ClientCode } from '../code/client-code';
import { hostOf, type Connection } from '../connection';
import type { Ingredients, Library, Making, Recipe, Setting } from '../recipe';
import { azureIdentity, jdbc, starter } from './libraries';
import { byData } from './refusals';
import { cloudSettings, credentialSettings } from './settings';

const part = { label: say('database'), proposal: 'app' };

export const sql: Recipe = {
  to: 'sql',
  label: say('Azure SQL'),
  service: 'sql',
  use: 'read',
  part,
  resourceTypes: ['microsoft.sql/servers'],
  make: ({ connection, way }) => {
    const url = sqlUrl(connection);
    return {
      settings: way === 'plain' ? [] : [{ key: 'spring.datasource.url', value: url }],
      libraries: [
        {
          group: 'com.microsoft.sqlserver',
          artifact: 'mssql-jdbc',
          from: 'springBoot',
          version: '12.8.1.jre11',
          runtime: true,
        },
        azureIdentity,
        ...(way === 'plain' ? [] : [jdbc]),
      ],
      code: way === 'plain' ? connections(connection, url) : template(connection, 'SELECT CURRENT_USER'),
    };
  },
};

/** The driver asks for tokens itself, with `azure-identity`. */
function sqlUrl(connection: Connection): string {
  const { identity } = connection;
  const named = identity.kind === 'user-assigned' && identity.clientId !== undefined;
  return [
    `jdbc:sqlserver://${hostOf(connection)}:1433`,
    `database=${databaseOf(connection)}`,
    'encrypt=true',
    'authentication=ActiveDirectoryMSI',
    ...(named ? [`msiClientId=${identity.clientId}`] : []),
  ].join(';');
}

export const postgresql: Recipe = openDatabase({
  to: 'postgresql',
  label: say('Azure Database for PostgreSQL'),
  part,
  scheme: 'postgresql',
  port: 5432,
  tls: 'sslmode=require',
  query: 'SELECT CURRENT_USER',
  plugin:
    'authenticationPluginClassName=com.azure.identity.extensions.jdbc.postgresql.AzurePostgresqlAuthenticationPlugin',
  driver: {
    group: 'org.postgresql',
    artifact: 'postgresql',
    from: 'springBoot',
    version: '42.7.7',
    runtime: true,
  },
  resourceTypes: ['microsoft.dbforpostgresql/flexibleservers'],
});

export const mysql: Recipe = openDatabase({
  to: 'mysql',
  label: say('Azure Database for MySQL'),
  part,
  scheme: 'mysql',
  port: 3306,
  tls: 'sslMode=REQUIRED',
  query: 'SELECT CURRENT_USER()',
  plugin:
    'defaultAuthenticationPlugin=com.azure.identity.extensions.jdbc.mysql.AzureMysqlAuthenticationPlugin&authenticationPlugins=com.azure.identity.extensions.jdbc.mysql.AzureMysqlAuthenticationPlugin',
  driver: {
    group: 'com.mysql',
    artifact: 'mysql-connector-j',
    from: 'springBoot',
    version: '9.4.0',
    runtime: true,
  },
  resourceTypes: ['microsoft.dbformysql/flexibleservers'],
});

interface OpenDatabase extends Pick<Recipe, 'label' | 'resourceTypes'> {
  readonly to: 'postgresql' | 'mysql';
  readonly part: NonNullable<Recipe['part']>;
  readonly scheme: string;
  readonly port: number;
  readonly tls: string;
  readonly query: string;
  /** Parameters of a URL by which the driver signs in without a starter. */
  readonly plugin: string;
  readonly driver: Library;
}

function openDatabase(kind: OpenDatabase): Recipe {
  return {
    to: kind.to,
    label: kind.label,
    service: 'ossDatabases',
    use: 'read',
    part: kind.part,
    resourceTypes: kind.resourceTypes,
    make: (making) => openIngredients(kind, making),
  };
}

function openIngredients(kind: OpenDatabase, { connection, way }: Making): Ingredients {
  const server = `jdbc:${kind.scheme}://${hostOf(connection)}:${kind.port}/${databaseOf(connection)}?${kind.tls}`;
  if (way === 'starter')
    return {
      settings: [...dataSource(connection, server), ...passwordless('spring.datasource', connection)],
      libraries: [starter(`jdbc-${kind.to}`), jdbc],
      code: template(connection, kind.query),
    };
  const url = `${server}&${kind.plugin}&${pluginSignIn(connection)}`;
  const libraries: readonly Library[] = [
    kind.driver,
    { group: 'com.azure', artifact: 'azure-identity-extensions', from: 'azureSdk', runtime: true },
    azureIdentity,
  ];
  return way === 'properties'
    ? {
        settings: dataSource(connection, url),
        libraries: [...libraries, jdbc],
        code: template(connection, kind.query),
      }
    : {
        settings: [],
        libraries,
        code: connections(connection, `${url}&user=${encodeURIComponent(userOf(connection))}`),
      };
}

function dataSource(connection: Connection, url: string): readonly Setting[] {
  return [
    { key: 'spring.datasource.url', value: url },
    { key: 'spring.datasource.username', value: userOf(connection) },
  ];
}

export function passwordless(home: string, connection: Connection): readonly Setting[] {
  return [
    { key: `${home}.azure.passwordless-enabled`, value: 'true' },
    ...credentialSettings(`${home}.azure`, connection),
    ...cloudSettings(connection),
  ];
}

function pluginSignIn({ identity }: Connection): string {
  const named = identity.kind === 'user-assigned' && identity.clientId !== undefined;
  return `azure.managedIdentityEnabled=true${named ? `&azure.clientId=${identity.clientId}` : ''}`;
}

function databaseOf({ part: database }: Connection): string {
  return database ?? part.proposal;
}

/** The database's user is called as its identity unless somebody says otherwise. */
function userOf({ user, identity }: Connection): string {
  return user ?? identity.name;
}

/** Drivers take a new token for each new connection, so that nothing is done about old ones. */
function template(connection: Connection, query: string): ClientCode {
  return {
    className: 'Database',
    client: 'JdbcTemplate',
    field: 'jdbc',
    injected: true,
    inputs: [],
    purpose: `The database '${databaseOf(connection)}' of ${connection.name}. Each new connection of the pool gets a token of its own.`,
    imports: [
      'org.springframework.dao.PermissionDeniedDataAccessException',
      'org.springframework.jdbc.CannotGetJdbcConnectionException',
      'org.springframework.jdbc.core.JdbcTemplate',
    ],
    methods: {
      java: [
        '/** Whom the database takes the app for. */',
        'public String userName() {',
        '    try {',
        `        return jdbc.queryForObject("${query}", String.class);`,
        '    } catch (DataAccessException error) {',
        '        throw refused(error);',
        '    }',
        '}',
      ],
      kotlin: [
        '/** Whom the database takes the app for. */',
        'fun userName(): String? {',
        '    try {',
        `        return jdbc.queryForObject("${query}", String::class.java)`,
        '    } catch (error: DataAccessException) {',
        '        throw refused(error)',
        '    }',
        '}',
      ],
    },
    refusal: {
      ...byData('CannotGetJdbcConnectionException', 'PermissionDeniedDataAccessException'),
      remedy: 'needs a user in the database, with the rights for this',
    },
  };
}

/** Without Spring: a connection whenever one is needed. */
function connections(connection: Connection, url: string): ClientCode {
  return {
    className: 'Database',
    client: 'String',
    field: 'url',
    injected: false,
    inputs: [],
    purpose: `The database '${databaseOf(connection)}' of ${connection.name}. Each connection gets a token of its own.`,
    imports: ['java.sql.Connection', 'java.sql.DriverManager'],
    build: { java: [`${JSON.stringify(url)};`], kotlin: [JSON.stringify(url)] },
    methods: {
      java: [
        '/** A connection, which the caller closes. */',
        'public Connection connect() {',
        '    try {',
        '        return DriverManager.getConnection(url);',
        '    } catch (SQLException error) {',
        '        throw refused(error);',
        '    }',
        '}',
      ],
      kotlin: [
        '/** A connection, which the caller closes. */',
        'fun connect(): Connection {',
        '    try {',
        '        return DriverManager.getConnection(url)',
        '    } catch (error: SQLException) {',
        '        throw refused(error)',
        '    }',
        '}',
      ],
    },
    refusal: {
      by: 'test',
      type: 'java.sql.SQLException',
      // Of SQL Server the number, of the others the state of a refused sign-in.
      java: 'error.getErrorCode() == 18456 || "28000".equals(error.getSQLState())',
      kotlin: 'error.errorCode == 18456 || error.sqlState == "28000"',
      remedy: 'needs a user in the database',
    },
  };
}
