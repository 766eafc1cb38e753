import assert from 'node:assert/strict';
import { sourceFile } from '../source-file';
import { readSpringProperties } from './read-properties';
import { readSpringYaml } from './read-yaml';

function read(path: string, text: string) {
  const file = sourceFile(path, text);
  assert.ok(file !== undefined);
  const { subjects, comments } = (path.endsWith('.properties') ? readSpringProperties : readSpringYaml)(file);
  const [config] = subjects;
  return { config: config?.kind === 'spring' ? config : undefined, comments };
}

function pairs(path: string, text: string) {
  const documents = read(path, text).config?.documents ?? [];
  return documents.flatMap(({ properties }) =>
    properties.map(({ key, value, valueSpan }) => [key, value, text.slice(valueSpan.start, valueSpan.end)]),
  );
}

describe('reading Spring configuration', () => {
  it('decodes properties: separators, escapes, continued lines, values that look like broken placeholders', () => {
    const text = 'a.clientId = 1\r\nb\\:c:x\\\r\n   y\\u0041\r\nd e\nf=\ng=p${q\n';
    assert.deepEqual(pairs('application.properties', text), [
      ['a.clientid', '1', '1'],
      ['b:c', 'xyA', 'x\\\r\n   y\\u0041'],
      ['d', 'e', 'e'],
      ['f', '', ''],
      ['g', 'p${q', 'p${q'],
    ]);
  });

  it('flattens YAML: dotted keys, lists, flow, quotes, blocks, aliases and merged maps', () => {
    const text =
      'a.b: &x\n  client_id: "q\\t1"\nl:\n  - n: 1\n  - {n: \'2\'}\nt: |\n  abc\n\nc: *x\nd:\n  <<: *x\n';
    assert.deepEqual(pairs('application.yml', text), [
      ['a.b.clientid', 'q\t1', 'q\\t1'],
      ['l[0].n', '1', '1'],
      ['l[1].n', '2', '2'],
      ['t', 'abc', '|\n  abc'],
      ['c.clientid', 'q\t1', '*x'],
      ['d.clientid', 'q\t1', '*x'],
    ]);
  });

  it('separates documents and tells their profiles, and that of the file', () => {
    for (const [path, text] of [
      [
        'application-dev.yml',
        'a: 1\n---\nspring.config.activate.on-profile: prod\n---\nspring.profiles: [x, y]\n',
      ],
      [
        'bootstrap-dev.properties',
        'a=1\n#---\nspring.config.activate.on-profile=prod\n!---\nspring.profiles=x,y\n',
      ],
    ] as const) {
      const { config } = read(path, text);
      assert.deepEqual(
        config?.documents.map(({ profile }) => profile),
        [undefined, 'prod', 'x,y'],
      );
      assert.equal(config.fileProfile, 'dev');
    }
  });

  it('takes no other file for Spring configuration', () => {
    assert.equal(
      read('k8s/application.yaml', 'apiVersion: v1\nkind: ConfigMap\nspring.x: 1\n').config,
      undefined,
    );
    assert.equal(read('compose.yml', 'services:\n  spring:\n    image: x\n').config, undefined);
    assert.equal(read('i18n/messages.properties', 'hello=spring\n').config, undefined);
    assert.ok(read('config-repo/orders.yml', 'spring:\n  x: 1\n').config);
  });

  it('tells comments, and survives broken and deep text', () => {
    assert.deepEqual(
      read('application.yml', 'a: 1 # one\n# two\n').comments.map(({ text }) => text),
      ['# one', '# two'],
    );
    for (const text of ['a: [', '['.repeat(100_000), 'a: *b', 'a: &a [*a]', '\u0000', 'a:\n\t- "'])
      assert.doesNotThrow(() => read('application.yml', text));
  });

  describe('texts for people', () => {
    const text = 'spring.cloud.azure.credential.client-id=Client ID\nlogin.password=Kennwort\n';
    const yaml = 'spring:\n  cloud.azure.credential.client-id: Client ID\n';

    for (const path of [
      'src/main/resources/messages.properties',
      'src/main/resources/messages_de.properties',
      'shop/src/main/resources/ValidationMessages.properties',
      'src/main/resources/ValidationMessages_zh_CN.properties',
      'src/main/resources/com/example/LoginLabels.properties',
      'src/main/java/com/example/ui/Bundle.properties',
      'src/main/resources/i18n/login.properties',
      'web/lang/shop_fr.properties',
      'orders_pt_BR.properties',
    ])
      it(`are no settings: ${path}`, () => {
        assert.equal(read(path, text).config, undefined);
      });

    for (const path of ['src/main/resources/i18n/en.yml', 'src/main/resources/messages.yml'])
      it(`are no settings in YAML: ${path}`, () => {
        assert.equal(read(path, yaml).config, undefined);
      });

    for (const path of [
      'src/main/resources/application-de.properties',
      'config-repo/messages.properties',
      'config-repo/orders_it.properties',
      'src/main/resources/azure.properties',
      'i18n/src/main/resources/settings.properties',
      'i18n/src/main/resources/application.properties',
    ])
      it(`are none of ${path}`, () => {
        assert.notEqual(read(path, text).config, undefined);
      });
  });
});
