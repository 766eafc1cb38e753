import assert from 'node:assert/strict';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { readSource } from '../read-source';
import { sourceFile } from '../source-file';
import { computedMs } from '../../../test/cpu-time';

const grammars = packageGrammars();

/** Each variable as `app: NAME=value`, `?` where the file does not tell the value, and what its spans hold. */
function variablesIn(path: string, text: string): readonly string[] {
  const file = sourceFile(path, text);
  assert.ok(file !== undefined);
  const [manifest] = readSource(file, grammars).subjects;
  assert.ok(manifest?.kind === 'manifest');
  return manifest.variables.map(({ app, name, value, nameSpan, span }) => {
    assert.equal(text.slice(nameSpan.start, nameSpan.end), name);
    if (value !== undefined && value !== '') assert.equal(text.slice(span.start, span.end), value);
    return `${app ?? '-'}: ${name}=${value ?? '?'}`;
  });
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
spec:
  template:
    metadata:
      labels:
        azure.workload.identity/use: "true"
    spec:
      containers:
        - name: app
          env:
            - name: A_URL
              value: "https://orders"
            - { name: B, value: '' }
            - name: C
              valueFrom: { secretKeyRef: { name: s, key: c } }
            # - name: D
            #   value: d
`;

describe('reading manifests', () => {
  it('finds the variables of the containers of Kubernetes, and workload identity', () => {
    assert.deepEqual(variablesIn('k8s/orders.yaml', deployment), [
      'orders: A_URL=https://orders',
      'orders: B=',
      'orders: C=?',
    ]);
    const file = sourceFile('k8s/orders.yaml', deployment);
    const [manifest] = file === undefined ? [] : readSource(file, grammars).subjects;
    assert.ok(manifest?.kind === 'manifest');
    assert.deepEqual(
      manifest.workloadIdentities.map(({ app }) => app),
      ['orders'],
    );
    const other = sourceFile('a.yaml', deployment.replace('"true"', '"false"'));
    const [without] = other === undefined ? [] : readSource(other, grammars).subjects;
    assert.ok(without?.kind === 'manifest');
    assert.deepEqual(without.workloadIdentities, []);
  });

  it('reads lines with other ends, and several documents', () => {
    assert.deepEqual(
      variablesIn(
        'a.yaml',
        `${deployment}---\n${deployment.replace('orders', 'stock')}`.replaceAll('\n', '\r\n'),
      ).length,
      6,
    );
  });

  it('knows no value of what a template fills in', () => {
    const text = `apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}
spec:
  containers:
    - env:
        {{- if .Values.x }}
        - name: A
          value: {{ .Values.a | quote }}
        {{- end }}
        - name: B
          value: b
`;
    assert.deepEqual(variablesIn('templates/a.yaml', text), ['-: A=?', '-: B=b']);
  });

  it('finds those of compose files and maps of configuration', () => {
    assert.deepEqual(
      variablesIn(
        'compose.yml',
        'services:\n  web:\n    image: a\n    environment:\n      A: 1\n      B: ${B}\n  db:\n    image: b\n    environment:\n      - C=c=d\n      - E\n',
      ),
      ['web: A=1', 'web: B=?', 'db: C=c=d'],
    );
    assert.deepEqual(
      variablesIn(
        'cm.yaml',
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: m\ndata:\n  A_B: x\n  notes.txt: y\n',
      ),
      ['m: A_B=x'],
    );
  });

  it('finds those of files of variables', () => {
    assert.deepEqual(
      variablesIn(
        'config/prod.env',
        '# of all\nA=1\nexport B=\'x y\' # remark\nC=\nD=${A}/d\nE=a#b # c\n  F = "f"\r\nno variable\n',
      ),
      ['-: A=1', '-: B=x y', '-: C=?', '-: D=?', '-: E=a#b', '-: F=f'],
    );
    for (const path of ['.env.example', 'sample.env', 'environment'])
      assert.equal(sourceFile(path, 'A=1'), undefined, path);
  });

  it('finds those of the values of a chart', () => {
    assert.deepEqual(
      variablesIn(
        'chart/values-prod.yaml',
        'image: x\nextraEnv:\n  - name: A\n    value: a\nweb:\n  env:\n    B: b\nconfig:\n  C_D: c\n  title: t\n',
      ),
      ['-: A=a', '-: B=b', '-: C_D=c'],
    );
  });

  it('reads much of what nobody writes within two seconds', () => {
    for (const part of ['{{', 'env:\n', '- name: A\n', '  env: [', '\r', '{{x}}\n', 'env: {a: b}\n---\n']) {
      const text = `apiVersion: v1\nkind: Pod\n${part.repeat(Math.ceil(20_000 / part.length))}`;
      const file = sourceFile('a.yaml', text);
      assert.ok(file !== undefined);
      const start = computedMs();
      readSource(file, grammars);
      assert.ok(computedMs() - start < 2000, part);
    }
  });
});
