import assert from 'node:assert/strict';
import { looksLikeSecret, secretInText } from './secret';

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
    'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqMsEcaGQy67XIw/Jw==',
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

  it('leaves placeholders, emulators, local hosts and other texts alone', () => {
    for (const text of [
      'Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${KEY}',
      'AccountName=shop;AccountKey=<key>',
      `Endpoint=sb://localhost;SharedAccessKeyName=Root;SharedAccessKey=${key};UseDevelopmentEmulator=true;`,
      'jdbc:mysql://localhost:3306/shop?password=Tr0ub4dor',
      'jdbc:mysql://db.internal:3306/shop?password=Tr0ub4dor',
      'https://shop.azurewebsites.net/verify?sig=aB3d9Qw',
      'InstrumentationKey=7f3b9a52-0000-4c1e-9f3e-2f2b8f5f0a11',
    ])
      assert.equal(found(text), undefined, text);
  });
});
