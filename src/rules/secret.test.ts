import assert from 'node:assert/strict';
import { judgeSecret, looksLikeSecret, secretInText, secretNamed } from './secret';
import { isSecretName } from './secret/secret-name';
import { computedMs } from '../../test/cpu-time';

const key = 'q7Zk1uT9vR3sW5yA8bD0eF2gH4jK6mN+PxQzLcVoIiU/';

describe('looksLikeSecret', () => {
  for (const value of [key, 'abC8Q~0vXw.gZ2mLr9pTnS4yUeHdKf', 'S0mething!', `\${CLIENT_SECRET:${key}}`])
    it(`is a secret: ${value}`, () => {
      assert.equal(looksLikeSecret(value), true);
    });

  for (const value of [
    ...[
      '',
      '  ',
      '${SECRET}',
      '${SECRET:}',
      '${SECRET:changeme}',
      '${A:${B:your-secret}}',
      '#{vault.secret}',
    ],
    ...[
      '@client.secret@',
      '{{secret}}',
      '{{ .Values.secret }}',
      '<client-secret>',
      "[parameters('secret')]",
      '%s',
    ],
    ...[
      'xxxxxxxx',
      '********',
      'your-client-secret',
      'put-your-secret-here',
      'changeme',
      'fake-secret',
      'dummy',
    ],
    ...[
      'test-secret',
      'example',
      'client-secret',
      'password',
      'null',
      'abc${SECRET}def',
      '$SECRET',
      '$(SECRET)',
    ],
    ...[
      '${{ secrets.SECRET }}',
      '$env:SECRET',
      '%SECRET%',
      'ENC(bHVuY2g=)',
      '{cipher}682bc583f4641835fa2db009355',
      '----',
    ],
    'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
    'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==',
  ])
    it(`is none: '${value}'`, () => {
      assert.equal(looksLikeSecret(value), false);
    });
});

describe('secretInText', () => {
  function found(text: string): string | undefined {
    const span = secretInText(text);
    return span && text.slice(span.start, span.end);
  }

  it('finds the key of a connection string, without its name', () => {
    assert.equal(
      found(`DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${key}==;EndpointSuffix=core`),
      `${key}==`,
    );
    assert.equal(
      found(`Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${key}=`),
      `${key}=`,
    );
    assert.equal(found(`Endpoint=https://shop.azconfig.io;Id=a;Secret=${key}`), key);
  });

  it('finds the signature of a shared access signature, and the password of an Azure database', () => {
    assert.equal(
      found('https://shop.blob.core.windows.net/a?sv=2022-11-02&sig=aB3%2Fd9Qw&se=2030'),
      'aB3%2Fd9Qw',
    );
    assert.equal(
      found('jdbc:sqlserver://shop.database.windows.net;user=a;password=Tr0ub4dor;encrypt=true'),
      'Tr0ub4dor',
    );
  });

  it('is not sure of what may be the name of a secret', () => {
    for (const name of ['shelf-DbPassword-2024', 'Shelf_Api_Secret_2024x'])
      assert.equal(judgeSecret(name, { name: 'DB_PASSWORD_SECRET' }), 'low', name);
  });

  it('leaves placeholders, emulators, local hosts and other texts alone', () => {
    for (const text of [
      'Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${KEY}',
      'AccountName=shop;AccountKey=<key>',
      `Endpoint=sb://localhost;SharedAccessKeyName=Root;SharedAccessKey=${key};UseDevelopmentEmulator=true;`,
      'jdbc:mysql://localhost:3306/shop?password=Tr0ub4dor',
      'jdbc:mysql://db.internal:3306/shop?password=Tr0ub4dor',
      'https://shop.azurewebsites.net/verify?sig=aB3d9Qw',
      'DefaultEndpointsProtocol=http;AccountName=stock;AccountKey=c3RvY2tsb2NhbGtleTEyMzQ1Ng==;BlobEndpoint=http://azurite:10000/stock;',
      'InstrumentationKey=7f3b9a52-0000-4c1e-9f3e-2f2b8f5f0a11',
    ])
      assert.equal(found(text), undefined, text);
  });
});

/** Made here by chance; 64 bytes and 32 bytes, as Azure gives them out. */
const storageKey = 'Qm7xZ0c3hT5vK9wLr2Ny8Ue1Ps6Jd4Fg+Ba/Xo3Ik5Vq7Mt9Hw2Ez4Lc6Rn8Yu0Sp1Dj3Gf5Cb7Wa9TxQ==';
const busKey = 'p4Xn8Lq2Vt6Rz0Wc3Yk7Hs1Jd5Mf9Bg+Eu/Ia2Oo4Tw=';
const clientSecret = 'kR48Q~v2Lx9Tz.pB7nWc-YqF3mJd5Hs0GaUe1XoN';

describe('judgeSecret', () => {
  for (const value of [
    storageKey,
    busKey,
    clientSecret,
    '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
    'tG5~wR2!kL9p',
    'Autumn-Leaf7!',
    `{noop}${busKey}`,
    `\${KEY:-${busKey}}`,
    Buffer.from('tG5~wR2!kL9p').toString('base64'),
    'eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL3ZhdWx0LmF6dXJlLm5ldCJ9.c2lnbmF0dXJlLW9mLXRoaXMtdG9rZW4',
  ])
    it(`is sure of ${value}`, () => {
      assert.equal(judgeSecret(value, { name: 'DB_PASSWORD' }), 'high');
    });

  for (const value of [
    'hunter2x',
    '20250117',
    'P@ssw0rd1234!',
    'MyPassword2024!',
    '3d6f0a71-58c2-4f3e-8a1d-0c9b7e52a4f6',
  ])
    it(`is not sure of ${value}`, () => {
      assert.equal(judgeSecret(value, { name: 'DB_PASSWORD' }), 'low');
    });

  for (const value of [
    ...[
      'INSERT-YOUR-KEY',
      'tbd',
      'ReplaceMe',
      '[client secret]',
      '<<key>>',
      '(( key ))',
      '((key))',
      '||KEY||',
    ],
    ...[
      '#{Key}#',
      '__KEY__',
      '@@KEY@@',
      '!{key}',
      'xxxxx-xxxx',
      '•••••',
      '…',
      'hier-einfügen',
      'votre-mot-de-passe',
    ],
    ...['{key}', '%1$s', '{0}', '[^;]+', '([A-Za-z0-9+/=]+)', '(?<key>.*)', '\\w{8,}', '#####'],
    ...['198.51.100.9', 'https://shop.vault.azure.net/secrets/db', 'shop.vault.azure.net', '/mnt/secrets/db'],
    ...[
      './key.pem',
      'C:\\keys\\db.txt',
      'team@shop.example',
      'file:/run/secrets/db',
      '2025-01-17T00:00:00Z',
      '30m',
    ],
    ...[
      'secretref:db',
      'keyvaultref:https://x,identityref:y',
      '@Microsoft.KeyVault(VaultName=v;SecretName=s)',
    ],
    ...[
      'op://shop/db/key',
      'var.db_key',
      'module.db.key',
      'random_password.db.result',
      'listKeys(x, y).key1',
    ],
    ...['$(DbKey)', '$DB_KEY', '$env:DB_KEY', '{{ .Values.key }}', '${{ secrets.KEY }}', '${KEY:?missing}'],
    ...['OrdersDbKey', 'orders-db-key-2', 'orders_db_key', 'ENC[AES256_GCM,data:abc]', '$2a$10$abcdefghijk'],
    ...['0123456789abcdef0123456789abcdef', 'abcabcabcabcabcabcabc', 'qwerty', 'changeme123', 'TestTest1!'],
    'ghp_0123456789abcdefghijABCDEFGHIJ000000',
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
    'abcdefghijklmnopqrstuvwxyz1234567890',
    'A'.repeat(43) + '=',
  ])
    it(`takes '${value}' for something else`, () => {
      assert.equal(judgeSecret(value, { name: 'client-secret' }), undefined);
    });

  it('is not sure where people are to put in their own, or where the file starts the service itself', () => {
    const judged = (place: object) => judgeSecret('Autumn-Leaf7!', { name: 'DB_PASSWORD', ...place });
    assert.equal(judged({ path: 'deploy/env.example' }), 'low');
    assert.equal(judged({ line: 'DB_PASSWORD=Autumn-Leaf7! # put your own here' }), 'low');
    assert.equal(judged({ text: 'services:\n  db:\n    image: postgres:16\n' }), 'low');
    assert.equal(judged({ text: 'image: postgres:16\nurl: shop.postgres.database.azure.com' }), 'high');
    assert.equal(judged({ path: 'deploy/env.sh', line: 'DB_PASSWORD=Autumn-Leaf7!', text: 'echo' }), 'high');
    assert.equal(
      judgeSecret(storageKey, { path: 'deploy/env.example' }),
      'high',
      'a real key is one anywhere',
    );
  });

  it('takes a checked token of GitHub for one, wherever it stands', () => {
    assert.equal(secretNamed('note', 'ghp_q7Zk1uT9vR3sW5yA8bD0eF2gH4jK6m2xpa1R')?.confidence, undefined);
    assert.equal(secretNamed('note', clientSecret)?.confidence, 'high');
  });
});

describe('secretNamed', () => {
  const found = (name: string, value: string) => {
    const span = secretNamed(name, value);
    return span && value.slice(span.start, span.end);
  };

  it('finds the value of a name that says secret, and a key under a name that ends so', () => {
    assert.equal(found('DB_PASS', ' tG5~wR2!kL9p '), 'tG5~wR2!kL9p');
    assert.equal(found('COSMOS_KEY', storageKey), storageKey);
    assert.equal(found('STORAGE', `AccountName=a;AccountKey=${storageKey}`), storageKey);
    assert.equal(found('creds', `{"clientId":"x","clientSecret":"${clientSecret}"}`), clientSecret);
  });

  it('leaves names alone that are no secrets', () => {
    assert.equal(found('PARTITION_KEY', 'tG5~wR2!kL9p'), undefined);
    assert.equal(found('COMPASS', 'tG5~wR2!kL9p'), undefined);
    assert.equal(found('IMAGE_DIGEST', storageKey), undefined);
  });

  it('knows names in every spelling', () => {
    for (const name of [
      'DB_PASS',
      'DBPASS',
      'dbPass',
      'db-password',
      'clientSecret',
      'SA_PW',
      'REDIS_ACCESS_KEY',
    ])
      assert.ok(isSecretName(name), name);
    for (const name of ['COMPASS', 'bypass', 'SECRET_NAME', 'PASSWORD_FILE', 'passwordless', 'secretRef'])
      assert.ok(!isSecretName(name), name);
  });
});

describe('secretInText', () => {
  const found = (text: string) => {
    const span = secretInText(text);
    return span && text.slice(span.start, span.end);
  };

  for (const [text, secret] of [
    [`psql "host=shop.postgres.database.azure.com user=a password=tG5~wR2!kL9p"`, 'tG5~wR2!kL9p'],
    [
      `mongodb://shop:${busKey.replace('/', '%2F')}@shop.mongo.cosmos.azure.com:10255/db`,
      busKey.replace('/', '%2F'),
    ],
    [`grant_type=client_credentials&client_secret=${clientSecret}`, clientSecret],
    [`shop.redis.cache.windows.net:6380,password=${busKey},ssl=True`, busKey],
    [`first\nAZURE_CLIENT_SECRET=${clientSecret}\nlast`, clientSecret],
  ] as const)
    it(`finds it in ${text.slice(0, 40)}`, () => {
      assert.equal(found(text), secret);
    });

  for (const text of [
    'AccountKey=([A-Za-z0-9+/=]+)',
    'SharedAccessSignature=(?<sas>[^;]+)',
    'Endpoint=[host];SharedAccessSignature=SharedAccessSignature [token]',
    'SharedAccessSignature=SharedAccessSignature sr=%s&sig=%s&se=%s&skn=%s',
    'https://%s.blob.core.windows.net/%s?sv=%s&sig=%s',
    'AccountKey={0};EndpointSuffix=core.windows.net',
    'AccountKey=***;',
    'AccountKey=AccountKey',
    'jdbc:sqlserver://s.database.windows.net;password={your_password_here};',
    'client_secret=%s&scope=%s',
    '"clientSecret": "#{ClientSecret}#"',
    `AccountName=devstoreaccount1;AccountKey=${storageKey}`,
  ])
    it(`finds none in ${text.slice(0, 60)}`, () => {
      assert.equal(found(text), undefined);
    });

  for (const [what, text] of [
    ['references', '${a:'.repeat(250_000) + '}'.repeat(250_000)],
    ['signatures', '&sharedaccesssignature='.repeat(45_000)],
    ['names', ' secret='.repeat(130_000)],
    ['addresses', '://a:'.repeat(200_000)],
    ['brackets', '[a<{('.repeat(200_000)],
    ['one word', 'a.'.repeat(500_000)],
  ] as const)
    it(`is through with a megabyte of ${what} in no time`, () => {
      const start = computedMs();
      secretNamed('DB_PASSWORD', text, { text, line: text });
      assert.ok(computedMs() - start < 1000);
    });
});
