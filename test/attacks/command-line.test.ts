import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { AttackedProgram, longestMs } from './program';

/** What every attacked folder has beside the attack: its finding must be told all the same. */
const mistake = `import com.azure.identity.ManagedIdentityCredentialBuilder;

class Mistake {
    private final Object credential = new ManagedIdentityCredentialBuilder().build();
}
`;
const swapped = `resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'orders-id'
}

resource deployment 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  name: 'shop/orders/default'
  properties: {
    deploymentSettings: {
      environmentVariables: {
        AZURE_CLIENT_ID: id.properties.principalId
      }
    }
  }
}
`;

/** Names that stand for two of the name before: twenty of them are a million, forty a million million. */
function doubling(count: number, line: (name: string, before: string) => string): string {
  return Array.from({ length: count }, (_, i) => line(`n${i + 1}`, `n${i}`)).join('\n');
}

/** So often the same, in lines that are short enough to be read: a file with a longer one is passed over unread. */
function spread(text: string, count: number): string {
  const inLine = Math.floor(2_000 / text.length);
  return `${text.repeat(inLine)}\n`.repeat(Math.ceil(count / inLine));
}

const az = 'az spring app identity assign --system-assigned --user-assigned';
const freezing: Readonly<Record<string, string>> = {
  'names.sh': `n0=x\n${doubling(60, (name, before) => `${name}="$${before}$${before}"`)}\n${az} $n60\n`,
  'itself.sh': `v=x\n${'v="$v$v"\n'.repeat(200)}${az} "$v"\n`,
  'names.ps1': `$n0 = 'x'\n${doubling(60, (name, before) => `$${name} = "$${before}$${before}"`)}\n${az} $n60\n`,
  'names.bicep': `var n0 = 'x'\n${doubling(60, (name, before) => `var ${name} = '\${${before}}\${${before}}'`)}\n${swapped.replace("'orders-id'", 'n60')}`,
  'names.json': JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    variables: Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`n${i + 1}`, `[concat(variables('n${i}'), variables('n${i}'))]`]),
    ),
    resources: [
      { type: 'Microsoft.AppPlatform/Spring/apps', apiVersion: '2023-12-01', name: "[variables('n60')]" },
    ],
  }),
  'comments.kt': `import com.azure.identity.*\n${spread('/*', 100_000)}`,
  'dollars.kt': `import com.azure.identity.*\nval a = "${spread('${', 50_000)}`,
  'angles.kt': `import com.azure.identity.*\nval a = ${spread('a<', 50_000)}`,
  'redirects.sh': `${az} ${spread('< ', 50_000)}`,
  'pipes.sh': `${az} ${spread('|', 100_000)}`,
  'braces.ps1': `${az} "${spread('${', 100_000)}`,
  'here.ps1': `${az}\n${'@"\n'.repeat(30_000)}`,
  'documents.yml':
    'spring:\n  cloud:\n    azure:\n      credential: {managed-identity-enabled: true}\n---\n'.repeat(5_000),
  'application.properties': 'spring.cloud.azure.credential.managed-identity-enabled=true\n#---\n'.repeat(
    5_000,
  ),
  'pom.xml': `<project><dependencies>${spread('<dependency>', 50_000)}azure-identity`,
  'Braces.java': `import com.azure.identity.*;\nclass Braces { String a = "${spread('${', 450_000)}"; }`,
  '.github/workflows/holes.yml': `on: push\njobs:\n  a:\n    steps:\n      - run: |\n          ${az} ${'${{\n          '.repeat(50_000)}\n`,
  'ends/pom.xml': `<project><dependencies>azure-identity${spread('</dependency>', 60_000)}`,
  'nested.json': `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": ${'[{"type": "Microsoft.Resources/deployments", "name": "d", "properties": {"template": {"resources":\n'.repeat(5_000)}[]${'}}}]'.repeat(5_000)}}`,
  'names.tf': `locals {\n  n0 = "x"\n${doubling(60, (name, before) => `  ${name} = "\${local.${before}}\${local.${before}}"`)}\n}\nresource "azurerm_spring_cloud_app" "a" {\n  name = local.n60\n}\n`,
  'Names.java': `import com.azure.identity.*;\nclass Names {\n  static final String n0 = "x";\n${doubling(60, (name, before) => `  static final String ${name} = ${before} + ${before};`)}\n  Object a = new ManagedIdentityCredentialBuilder().clientId(n60).build();\n}\n`,
  Makefile: `n0 = x\n${doubling(60, (name, before) => `${name} = $(${before})$(${before})`)}\nall:\n\t${az} $(n60)\n`,
  'arrows.cmd': `${az} ${spread('<<', 100_000)}`,
};

describe('attacks through the command line', function () {
  this.timeout(longestMs * 2);
  const attacked = new AttackedProgram();

  before(() => {
    attacked.build();
  });
  after(() => {
    attacked.remove();
  });
  beforeEach(() => {
    attacked.newFolder();
    attacked.write({ 'Mistake.java': mistake });
  });
  afterEach(() => {
    attacked.removeFolder();
  });

  /** The files that have findings. */
  function told(): readonly string[] {
    const { stdout, stderr } = attacked.run('lint', '--format', 'json');
    assert.doesNotMatch(stderr, /a line too long/, 'an attack that nobody reads');
    const findings = JSON.parse(stdout) as readonly { readonly file: string }[];
    return [...new Set(findings.map(({ file }) => file))];
  }

  it('do not keep the linter from the other files, whatever one of them holds', () => {
    for (const [name, text] of Object.entries(freezing)) {
      attacked.write({ [name]: text });
      const start = performance.now();
      assert.ok(told().includes('Mistake.java'), name);
      assert.ok(performance.now() - start < 30_000, `${name} took too long`);
      fs.rmSync(path.join(attacked.folder, name));
    }
  });

  it('do not keep it by all of them together either', () => {
    attacked.write(freezing);
    assert.ok(told().includes('Mistake.java'));
  });

  it('by patterns of files end, and what cannot be used is said', () => {
    const deep = Array.from({ length: 15 }, () => 'a'.repeat(200)).join('/');
    attacked.write({
      [`${deep}/Deep.java`]: mistake,
      '.gitignore': `${'a*'.repeat(400)}b\n`.repeat(80),
      '.spring-identity.json': JSON.stringify({
        exclude: [...Array.from({ length: 25 }, () => `**/${'*a'.repeat(140)}b`), '!(a)'.repeat(50), ''],
      }),
    });
    const { stderr, stdout } = attacked.run('lint');
    assert.match(stderr, /\.spring-identity\.json:1:\d+: this is no glob/);
    assert.match(stdout, /Mistake\.java[\s\S]*MI101/);
  });

  it('by a configuration that has no end, or is none, are refused in one line', () => {
    const config = path.join(attacked.folder, '.spring-identity.json');
    const many = Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`MI${i}`, 'off']));
    for (const [text, words] of [
      [JSON.stringify({ rules: many }), /larger than 64 KiB/],
      [`{"rules": ${'['.repeat(30_000)}`, /nested too deeply/],
      ['{', /not JSON/],
    ] as const) {
      fs.writeFileSync(config, text);
      assert.match(attacked.run('lint').stderr, words);
    }
    fs.rmSync(config);
    for (const make of [
      () => {
        fs.symlinkSync('/dev/zero', config);
      },
      () => execFileSync('mkfifo', [config]),
    ]) {
      make();
      const { stderr, stdout } = attacked.run('lint');
      assert.match(stderr, /this is no regular file and not used/);
      assert.match(stdout, /Mistake\.java/);
      fs.rmSync(config);
    }
  });

  it('by names of files command no terminal and no pipeline', () => {
    const names = [
      '##vso[task.setvariable variable=X]y.java',
      '##[error]y.java',
      '::set-output name=x::y.java',
      'a\n::error::y.java',
      'a\u001b[2Jb.java',
      'a\r\u0007b.java',
      'a\u202egpj.java',
      'a\u200b\u2066b.java',
    ];
    attacked.write(Object.fromEntries(names.map((name) => [name, mistake])));
    for (const format of ['text', 'json', 'sarif', 'github']) {
      const { stdout, stderr } = attacked.run('lint', '--format', format);
      for (const line of `${stdout}\n${stderr}`.split('\n')) {
        assert.doesNotMatch(line, /##vso\[|##\[/, format);

        assert.doesNotMatch(
          line,
          /[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/,
          format,
        );
        if (format !== 'github') assert.doesNotMatch(line, /^\s*::/, format);
        else assert.doesNotMatch(line, /^::(?!(?:error|warning|notice|debug) )/, format);
      }
      assert.match(stdout, /Mistake\.java/);
    }
  });

  it('by links lead --fix to no file outside of the folder', () => {
    const outside = fs.mkdtempSync(`${attacked.folder}-outside-`);
    try {
      fs.writeFileSync(path.join(outside, 'main.bicep'), swapped);
      fs.symlinkSync(path.join(outside, 'main.bicep'), path.join(attacked.folder, 'main.bicep'));
      fs.symlinkSync(outside, path.join(attacked.folder, 'linked'));
      attacked.run('lint', '--fix');
      attacked.run('lint', '--fix', 'main.bicep', 'linked/main.bicep');
      assert.equal(fs.readFileSync(path.join(outside, 'main.bicep'), 'utf8'), swapped);
    } finally {
      fs.rmSync(outside, { recursive: true, force: true });
    }
  });

  it('by saving a file meanwhile do not make --fix lose what was saved', async () => {
    const file = path.join(attacked.folder, 'main.bicep');
    let saved = 0;
    const save = () => {
      saved += 1;
      fs.writeFileSync(`${file}.new`, `// saved ${saved}\n${swapped}`);
      fs.renameSync(`${file}.new`, file);
    };
    save();
    await attacked.runWhile(save, 'lint', '--fix');
    // Whatever was fixed is what was saved: the last one, or the one before if it was stored just then.
    const [, last] = /^\/\/ saved (\d+)\n/.exec(fs.readFileSync(file, 'utf8')) ?? [];
    assert.ok(saved > 1 && Number(last) >= saved - 1, `${last ?? 'none'} of ${saved}`);
  });

  it('by a disk that is full leave every file whole, and end in one line', () => {
    const text = `${'// a comment of some length\n'.repeat(4_000)}${swapped}`;
    attacked.write({ 'main.bicep': text });
    for (const [args, file] of [
      [['lint', '--fix', 'main.bicep'], 'main.bicep'],
      [['lint', '--write-baseline', 'kept.json'], 'kept.json'],
    ] as const) {
      const before = fs.readdirSync(attacked.folder);
      // No file may become longer than this, in blocks of 512 bytes: what is written is cut there, as by a disk without room.
      const { status, stdout, stderr } = attacked.runBehind('ulimit -f 0', ...args);
      assert.equal(status, 2, `${stdout}${stderr}`);
      assert.match(`${stdout}${stderr}`, new RegExp(`${file}.*it cannot be written \\(EFBIG\\)`));
      assert.equal(fs.readFileSync(path.join(attacked.folder, 'main.bicep'), 'utf8'), text);
      assert.deepEqual(fs.readdirSync(attacked.folder), before);
    }
    for (const args of [['lint'], ['lint', '--format', 'sarif'], ['rules'], ['--help']]) {
      const { status, stderr } = attacked.runBehind('exec >/dev/full', ...args);
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, /^The output could not be written: the disk is full\.$/m, args.join(' '));
    }
  });

  it('by a reader that has left end without a word', async () => {
    for (const args of [['rules'], ['lint', '--format', 'json']])
      assert.deepEqual(await attacked.runUnread(...args), { status: 2, stderr: '' }, args.join(' '));
  });

  it('by files without an end are refused in one line', () => {
    for (const args of [
      ['lint', '--config', '/dev/zero'],
      ['lint', '--state', '/dev/zero'],
      ['lint', '--baseline', '/dev/zero'],
      ['explain-error', '/dev/zero'],
      ['report', '--cloud', '/dev/zero.json'],
    ]) {
      const { status, stderr } = attacked.run(...args);
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, /^[^\n]*(?:larger than 256 MiB|no such file)[^\n]*\n$/, args.join(' '));
    }
    const { status, stderr } = attacked.runBehind('exec </dev/zero', 'explain-error');
    assert.deepEqual([status, stderr], [2, 'Standard input: it is larger than 256 MiB.\n']);
  });

  it('by its arguments and states end in one line that says what is wrong', () => {
    attacked.write({
      'page.html': '<html><body>Sign in</body></html>',
      'nested.json': `{"identity": ${'['.repeat(100_000)}`,
    });
    for (const args of [
      ['lint', 'no-such-folder'],
      ['lint', '--state', 'page.html'],
      ['lint', '--state', 'nested.json'],
      ['lint', '--config', 'no-such.json'],
      ['lint', 'a'.repeat(5_000)],
      ['explain'],
      ['explain', '../../package'],
      ['no-such-command'],
    ]) {
      const { status, stderr } = attacked.run(...args);
      assert.equal(status, 2, args.join(' ').slice(0, 60));
      assert.match(stderr, /^[^\n]+\n$/, args.join(' ').slice(0, 60));
    }
  });

  it('by a name in a registry reach nobody: what is documented names a package by its path', () => {
    const root = path.resolve(__dirname, '../..');
    const pages = [
      'README.md',
      ...fs.readdirSync(path.join(root, 'docs/ci')).map((name) => `docs/ci/${name}`),
    ];
    const calls = pages.flatMap((page) =>
      fs.statSync(path.join(root, page)).isFile()
        ? (fs.readFileSync(path.join(root, page), 'utf8').match(/\bnpx -[^\n`]*/g) ?? [])
        : [],
    );
    for (const call of calls)
      assert.match(call, /--package[= ]["']?(?:\.{0,2}\/|file:|https:\/\/|\$)|--no-install|--no\b/, call);
  });
});
