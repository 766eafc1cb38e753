import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import { applyEdits } from '../../../source/span';
import { mergeSettings, readSettings, type WantedSettings } from './merge-settings';

const azure = 'spring.cloud.azure';
const wanted: WantedSettings = {
  settings: [
    { key: `${azure}.cosmos.endpoint`, value: 'https://c.documents.azure.com:443/' },
    { key: `${azure}.cosmos.credential.managed-identity-enabled`, value: 'true' },
    { key: 'spring.datasource.url', value: 'jdbc:sqlserver://s:1433;database=d;encrypt=true' },
  ],
  lists: [
    {
      list: `${azure}.keyvault.secret.property-sources`,
      known: [
        { key: 'endpoint', value: 'https://kv.vault.azure.net' },
        { key: 'name', value: 'kv' },
      ],
      settings: [{ key: 'credential.managed-identity-enabled', value: 'true' }],
    },
  ],
};

function merged(path: string, text: string, what = wanted): string {
  const after = applyEdits(text, mergeSettings({ path, text }, what));
  assert.deepEqual(
    mergeSettings({ path, text: after }, what),
    [],
    `a second time changes nothing:\n${after}`,
  );
  return after;
}

/** What Spring reads whatever profile is active, by key. */
function held(path: string, text: string): Readonly<Record<string, string>> {
  if (!path.endsWith('.properties'))
    for (const { errors } of parseAllDocuments(text))
      assert.deepEqual(
        errors.map(({ message }) => message),
        [],
        `YAML with each key once:\n${text}`,
      );
  const documents = readSettings(path, text)?.documents ?? [];
  return Object.fromEntries(
    documents
      .filter(({ profile }) => profile === undefined)
      .flatMap(({ properties }) => properties.map(({ key, value }) => [key, value])),
  );
}

const holds = {
  'spring.cloud.azure.cosmos.endpoint': 'https://c.documents.azure.com:443/',
  'spring.cloud.azure.cosmos.credential.managedidentityenabled': 'true',
  'spring.datasource.url': 'jdbc:sqlserver://s:1433;database=d;encrypt=true',
};

const yamls: Readonly<Record<string, string>> = {
  empty: '',
  'comments alone': '# settings of the shop\n',
  'other keys': 'server:\n  port: 8080 # as everywhere\n\n# how much is told\nlogging.level.root: info\n',
  'the parents, two blanks':
    'spring:\n  application:\n    name: orders\n  cloud:\n    azure:\n      credential:\n        client-id: x\n# end\n',
  'the parents, four blanks':
    'spring:\n    cloud:\n        azure:\n            profile:\n                tenant-id: t\n    jpa:\n        show-sql: true\n',
  'parents in one key':
    'spring.cloud.azure:\n  profile.tenant-id: t\nspring:\n  main:\n    banner-mode: "off"\n',
  'a parent without anything': 'spring:\n  cloud:\n    azure:\n  application:\n    name: orders\n',
  'a flow map': 'spring:\n  cloud: { azure: { profile: { tenant-id: t } } }\n  datasource: {}\n',
  'a value that differs': 'spring:\n  datasource:\n    url: "jdbc:h2:mem:x" # for tests\n    username: sa\n',
  'an empty value': 'spring:\n  datasource:\n    url:\n    username: sa\n',
  'no line end at the end': 'spring:\n  application:\n    name: orders',
  'several documents':
    'spring:\n  application:\n    name: orders\n---\nspring:\n  config:\n    activate:\n      on-profile: prod\n  datasource:\n    url: jdbc:prod\n',
  'a profile first':
    'spring:\n  config.activate.on-profile: prod\nserver.port: 1\n---\nserver:\n  port: 80\n',
  'a block scalar at the end': 'spring:\n  application:\n    name: orders\n  banner: |\n    one\n    two\n',
  'an alias': 'defaults: &d\n  profile:\n    tenant-id: t\nspring:\n  cloud:\n    azure: *d\n',
  'a list of another vault': `spring:\n  cloud:\n    azure:\n      keyvault:\n        secret:\n          property-sources:\n            - name: other # first\n              endpoint: https://other.vault.azure.net\nserver:\n  port: 80\n`,
  'a list with the vault':
    'spring:\n  cloud:\n    azure:\n      keyvault:\n        secret:\n          property-sources:\n          - endpoint: https://kv.vault.azure.net/\n            name: vault\n          - endpoint: https://b.vault.azure.net\n',
  'a list with numbers':
    'spring.cloud.azure.keyvault.secret.property-sources[0].endpoint: https://other.vault.azure.net\n',
  'camel case':
    'spring:\n  cloud:\n    azure:\n      cosmos:\n        credential:\n          managedIdentityEnabled: false\n',
};

const propertyFiles: Readonly<Record<string, string>> = {
  empty: '',
  'comments alone': '# settings\n! of the shop\n',
  'other keys': 'server.port=80\n\n# name\nspring.application.name=orders\n',
  'blanks around':
    'spring.application.name = orders\nspring.cloud.azure.profile.tenant-id = t\n# below\nserver.port = 80\n',
  colons: 'spring.application.name: orders\n',
  'no line end at the end': 'spring.application.name=orders',
  'a value that differs': 'spring.datasource.url=jdbc:h2:mem:x\nspring.datasource.username=sa\n',
  'a value over lines': 'spring.application.name=or\\\n   ders\nserver.port=80\n',
  'several documents':
    'spring.application.name=orders\n#---\nspring.config.activate.on-profile=prod\nserver.port=1\n',
  'a list of another vault': `${azure}.keyvault.secret.property-sources[0].endpoint=https://other.vault.azure.net\nserver.port=1\n`,
  'the vault': `${azure}.keyvault.secret.property-sources[1].endpoint=https://kv.vault.azure.net\n`,
};

describe('settings merged into a file', () => {
  for (const [path, texts] of [
    ['application.yml', yamls],
    ['application.properties', propertyFiles],
  ] as const)
    for (const [name, text] of Object.entries(texts))
      for (const [ending, given] of [
        ['LF', text],
        ['CRLF', text.replaceAll('\n', '\r\n')],
      ] as const)
        it(`${path} with ${name}, ${ending}`, () => {
          const before = held(path, given);
          const after = merged(path, given);
          const now = held(path, after);
          for (const [key, value] of Object.entries(holds))
            assert.equal(now[key], value, `${key} in\n${after}`);
          const vaults = Object.entries(now).filter(([, value]) => value.includes('//kv.vault'));
          assert.equal(vaults.length, 1, `one source for the vault in\n${after}`);
          assert.ok(
            Object.entries(now).some(
              ([key, value]) => /sources\[\d\]\.credential\.managedid/.test(key) && value === 'true',
            ),
            after,
          );
          for (const [key, value] of Object.entries(before))
            if (!(key in holds) && value !== '')
              assert.equal(now[key], value, `${key} is as it was in\n${after}`);
          keepsLines(given, after);
          if (ending === 'CRLF' && given.includes('\r\n'))
            assert.ok(!/[^\r]\n/.test(after), 'every line ends as those of the file do');
        });

  it('puts settings where their parents are', () => {
    const text =
      'spring:\n  cloud:\n    azure:\n      cosmos:\n        database: d # ours\n  jpa:\n    open-in-view: false\n# bye\n';
    assert.equal(
      merged('application.yml', text, { settings: wanted.settings }),
      `spring:
  cloud:
    azure:
      cosmos:
        database: d # ours
        endpoint: https://c.documents.azure.com:443/
        credential:
          managed-identity-enabled: true
  jpa:
    open-in-view: false
  datasource:
    url: jdbc:sqlserver://s:1433;database=d;encrypt=true
# bye
`,
    );
  });

  it('puts properties behind their closest relatives', () => {
    const text = 'spring.cloud.azure.cosmos.database = d\n# the server\nserver.port = 80\n';
    assert.equal(
      merged('application.properties', text, { settings: wanted.settings }),
      `spring.cloud.azure.cosmos.database = d
spring.cloud.azure.cosmos.endpoint = https://c.documents.azure.com:443/
spring.cloud.azure.cosmos.credential.managed-identity-enabled = true
# the server
server.port = 80
spring.datasource.url = jdbc:sqlserver://s:1433;database=d;encrypt=true
`,
    );
  });

  it('quotes what YAML would read otherwise', () => {
    const settings = [
      { key: 'a.b', value: '#x' },
      { key: 'a.c', value: 'x: y' },
      { key: 'a.d', value: '* * *' },
      { key: 'a.e', value: 'jdbc:x://y?a=b&c=d' },
      { key: 'a.f', value: '${X:y}' },
      { key: 'a.g', value: '' },
    ];
    const after = merged('application.yaml', '', { settings });
    const now = held('application.yaml', after);
    for (const { key, value } of settings) assert.equal(now[key], value, after);
  });
});

/** Lines that were there are there still, in their order, but for those whose value was replaced. */
function keepsLines(before: string, after: string): void {
  const left = after.split(/\r?\n/);
  let at = 0;
  for (const line of before.split(/\r?\n/)) {
    if (/url|managedIdentityEnabled/.test(line)) continue;
    const found = left.indexOf(line, at);
    assert.ok(found >= 0, `"${line}" is lost in\n${after}`);
    at = found + 1;
  }
}
