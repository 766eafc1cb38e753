import { say, type Text } from '../../lifecycle/text';
import type { Database } from './proposals';

/** An identity as databases know it. */
export interface DatabaseUser {
  /** Of a user-assigned identity its name, of a system-assigned one `{service}/apps/{app}`. */
  readonly name: string;
  readonly principalId: string;
  /** Absent where Azure does not tell it; a place to fill in stands in its stead. */
  readonly clientId?: string;
}

/** Statements that make a user of an identity, and what has to be known to run them. */
export interface Statements {
  readonly title: Text;
  readonly language: 'sql';
  readonly code: string;
  readonly notes: readonly Text[];
}

/** What somebody signed in to the database with Entra ID has to run. Names and ids stand in it as each kind of server wants them. */
export function statementsFor(database: Database, user: DatabaseUser): Statements {
  switch (database) {
    case 'sql':
      return sqlStatements(user);
    case 'postgresql':
      return postgresStatements(user);
    case 'mysql':
      return mysqlStatements(user);
  }
}

const unknownClient = '<client ID of the identity>';

function sqlStatements({ name, clientId }: DatabaseUser): Statements {
  const user = `[${name.replaceAll(']', ']]')}]`;
  const text = name.replaceAll("'", "''");
  const sid = clientId === undefined ? undefined : sidOf(clientId);
  return {
    title: say('Azure SQL'),
    language: 'sql',
    code: [
      `-- After the identity was switched off and on, the old user has the name and not the ID: drop it first.`,
      `IF EXISTS (SELECT 1 FROM sys.database_principals WHERE name = N'${text}') DROP USER ${user};`,
      ...(sid === undefined
        ? [`CREATE USER ${user} FROM EXTERNAL PROVIDER;`]
        : [
            `CREATE USER ${user} WITH SID = ${sid}, TYPE = E;`,
            `-- or, where the server may look it up in Entra ID: CREATE USER ${user} FROM EXTERNAL PROVIDER;`,
          ]),
      `ALTER ROLE db_datareader ADD MEMBER ${user};`,
      `ALTER ROLE db_datawriter ADD MEMBER ${user}; -- leave out where reading is enough`,
    ].join('\n'),
    notes: [
      say(
        'Run it in the database of the app, connected with Entra ID; a login of the server itself may not make such users.',
      ),
      say('SQL knows the user by name and client ID, not by principal ID.'),
      say('A user that owns a schema cannot be dropped before the schema has another owner.'),
    ],
  };
}

/** A GUID as the 16 bytes SQL Server keeps: the first three groups with their bytes turned around. */
export function sidOf(guid: string): string {
  const groups = guid.toLowerCase().split('-');
  const turned = groups.map((group, i) => (i < 3 ? (group.match(/../g) ?? []).reverse().join('') : group));
  return `0x${turned.join('').toUpperCase()}`;
}

function postgresStatements({ name, principalId }: DatabaseUser): Statements {
  const role = `"${name.replaceAll('"', '""')}"`;
  const text = name.replaceAll("'", "''");
  return {
    title: say('Azure Database for PostgreSQL'),
    language: 'sql',
    code: [
      `-- in the database "postgres":`,
      `SELECT * FROM pgaadauth_create_principal_with_oid('${text}', '${principalId}', 'service', false, false);`,
      `-- in the database of the app, here called "app":`,
      `GRANT CONNECT ON DATABASE app TO ${role};`,
      `GRANT USAGE ON SCHEMA public TO ${role};`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role};`,
      `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role};`,
    ].join('\n'),
    notes: [
      say('Run it as an Entra administrator of the server.'),
      say('PostgreSQL knows the user by principal ID (object ID), not by client ID.'),
      say('A role that was made for an earlier principal keeps the name: drop it, or choose another name.'),
    ],
  };
}

function mysqlStatements({ name, clientId = unknownClient }: DatabaseUser): Statements {
  // MySQL takes 32 characters at most.
  const user = name.replace(/[^\w.-]/g, '-').slice(-32);
  return {
    title: say('Azure Database for MySQL'),
    language: 'sql',
    code: [
      `SET aad_auth_validate_oids_in_tenant = OFF;`,
      `DROP USER IF EXISTS '${user}'@'%'; -- one that was made for an earlier principal`,
      `CREATE AADUSER '${user}' IDENTIFIED BY '${clientId}';`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON app.* TO '${user}'@'%';`,
      `FLUSH PRIVILEGES;`,
    ].join('\n'),
    notes: [
      say('Run it as an Entra administrator of the server; "app" stands for the database.'),
      say('MySQL knows the user by client ID, not by principal ID.'),
    ],
  };
}
