import { say } from '../../../lifecycle/text';
import type { ClientCode, InBoth } from '../code/client-code';
import { hostOf, type Connection } from '../connection';
import type { Ingredients, Library, Making, Recipe, Setting } from '../recipe';
import { passwordless } from './databases';
import { sdk, starter } from './libraries';
import { byData } from './refusals';
import { clientIdKey, ownKey, ownSettings } from './settings';

const template: Library = {
  group: 'org.springframework.boot',
  artifact: 'spring-boot-starter-data-redis',
  from: 'springBoot',
};

/** What an identity lacks that the cache refuses. */
const remedy = 'needs an access policy there, and to sign in with its principal ID';

export const redis: Recipe = {
  to: 'redis',
  label: say('Azure Cache for Redis'),
  service: 'redis',
  use: 'read',
  resourceTypes: ['microsoft.cache/redis', 'microsoft.cache/redisenterprise'],
  make: (making) => (making.way === 'starter' ? byStarter(making) : bySdk(making)),
};

function byStarter({ connection, boot }: Making): Ingredients {
  const isOld = boot?.major === 2;
  const home = isOld ? 'spring.redis' : 'spring.data.redis';
  return {
    settings: [
      { key: `${home}.host`, value: hostOf(connection) },
      { key: `${home}.port`, value: String(portOf(connection)) },
      // The user of an identity is called by its principal ID.
      { key: `${home}.username`, value: userOf(connection) },
      { key: isOld ? `${home}.ssl` : `${home}.ssl.enabled`, value: 'true' },
      ...(isOld ? [{ key: `${home}.client-type`, value: 'jedis' }] : []),
      ...passwordless(home, connection),
    ],
    // With Spring Boot 2 it is Jedis that signs in without a password.
    libraries: isOld
      ? [starter(''), template, { group: 'redis.clients', artifact: 'jedis', from: 'springBoot' }]
      : [starter('data-redis-lettuce'), template],
    code: cacheByTemplate(connection),
  };
}

function cacheByTemplate(connection: Connection): ClientCode {
  return {
    className: 'Cache',
    client: 'StringRedisTemplate',
    field: 'redis',
    injected: true,
    inputs: [],
    purpose: `The cache ${connection.name}. Connections sign in again with a new token before the old one ends.`,
    imports: [
      'org.springframework.data.redis.RedisConnectionFailureException',
      'org.springframework.data.redis.core.StringRedisTemplate',
    ],
    methods: valueOf(
      'DataAccessException',
      ['    try {', '        return redis.opsForValue().get(key);'],
      ['        return redis.opsForValue().get(key)'],
    ),
    refusal: { ...byData('RedisConnectionFailureException'), remedy },
  };
}

/** The method that reads a key; `error` is what its client throws when the cache refuses. */
function valueOf(error: string, java: readonly string[], kotlin: readonly string[]): InBoth {
  const purpose = '/** What the cache holds under a key; null when nothing. */';
  return {
    java: [
      purpose,
      'public String value(String key) {',
      ...java,
      `    } catch (${error} error) {`,
      '        throw refused(error);',
      '    }',
      '}',
    ],
    kotlin: [
      purpose,
      'fun value(key: String): String? {',
      '    try {',
      ...kotlin,
      `    } catch (error: ${error}) {`,
      '        throw refused(error)',
      '    }',
      '}',
    ],
  };
}

/** Lettuce asks for the password whenever it connects: a token that is fresh then. */
function bySdk({ connection, way }: Making): Ingredients {
  const properties = [
    { name: 'host', key: ownKey(connection, 'host'), value: hostOf(connection) },
    { name: 'user', key: ownKey(connection, 'user'), value: userOf(connection) },
  ];
  const settings: readonly Setting[] = way === 'plain' ? [] : ownSettings(connection, properties);
  return {
    settings,
    libraries: [
      { group: 'io.lettuce', artifact: 'lettuce-core', from: 'springBoot', version: '6.8.1.RELEASE' },
      ...sdk(),
    ],
    code: {
      className: 'Cache',
      client: 'RedisClient',
      field: 'client',
      injected: false,
      purpose: `The cache ${connection.name}. Each connection signs in with a token of its own.`,
      inputs: properties,
      ...clientIdKey(connection),
      imports: ['io.lettuce.core.RedisClient', 'io.lettuce.core.api.StatefulRedisConnection'],
      buildImports: [
        'com.azure.core.credential.TokenRequestContext',
        'io.lettuce.core.RedisCredentials',
        'io.lettuce.core.RedisURI',
      ],
      build: lettuce(portOf(connection)),
      methods: valueOf(
        'RedisException',
        [
          '    try (StatefulRedisConnection<String, String> connection = client.connect()) {',
          '        return connection.sync().get(key);',
        ],
        [
          '        client.connect().use { connection: StatefulRedisConnection<String, String> ->',
          '            return connection.sync().get(key)',
          '        }',
        ],
      ),
      refusal: {
        by: 'test',
        type: 'io.lettuce.core.RedisException',
        java: 'String.valueOf(error.getMessage()).startsWith("WRONGPASS")',
        kotlin: 'error.message.orEmpty().startsWith("WRONGPASS")',
        remedy,
      },
    },
  };
}

function lettuce(port: number) {
  const scope = 'new TokenRequestContext().addScopes("https://redis.azure.com/.default")';
  return {
    java: [
      `RedisClient.create(RedisURI.builder().withHost(host).withPort(${port}).withSsl(true)`,
      `.withAuthentication(() -> credential.getToken(${scope})`,
      '        .map(token -> RedisCredentials.just(user, token.getToken())))',
      '.build());',
    ],
    kotlin: [
      `RedisClient.create(RedisURI.builder().withHost(host).withPort(${port}).withSsl(true)`,
      '.withAuthentication {',
      `    credential.getToken(${scope.replace('new ', '')})`,
      '        .map { token -> RedisCredentials.just(user, token.token) }',
      '}',
      '.build())',
    ],
  };
}

/** Azure Managed Redis answers at another port than Azure Cache for Redis. */
function portOf(connection: Connection): number {
  return hostOf(connection).endsWith('.redis.azure.net') ? 10000 : 6380;
}

function userOf({ user, identity }: Connection): string {
  return user ?? identity.principalId ?? identity.name;
}
