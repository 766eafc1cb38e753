import assert from 'node:assert/strict';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { grammarsOf } from '../grammar/grammars';
import { readSource } from '../read-source';
import { sourceFile } from '../source-file';
import type { ScriptFile } from './script-file';
import { valueOf } from './following';
import { commandLine } from './words/command-line';

const grammars = packageGrammars();

async function read(
  path: string,
  text: string,
): Promise<{ readonly file: ScriptFile; readonly comments: readonly string[] }> {
  const source = sourceFile(path, text);
  assert.ok(source !== undefined);
  await grammars.load(grammarsOf(source.language));
  const { subjects, comments } = readSource(source, grammars);
  const [file] = subjects;
  assert.ok(file?.kind === 'script');
  for (const comment of comments)
    assert.equal(text.slice(comment.span.start, comment.span.end), comment.text);
  return { file, comments: comments.map((comment) => comment.text) };
}

/** Every command as its words' values, `?` for what is not certain. */
async function wordsIn(path: string, text: string): Promise<readonly string[]> {
  const { file } = await read(path, text);
  return file.scripts.flatMap((script) =>
    script.commands.map(({ words }) => words.map((word) => valueOf(file, script, word) ?? '?').join('|')),
  );
}

/** What stands in the text at each word. */
async function writtenIn(path: string, text: string): Promise<readonly string[]> {
  const { file } = await read(path, text);
  return file.scripts.flatMap(({ commands }) =>
    commands.map(({ words }) => words.map(({ span }) => text.slice(span.start, span.end)).join('|')),
  );
}

describe('reading shell scripts', () => {
  it('takes quotes, escapes and continued lines as a shell does', async () => {
    assert.deepEqual(await wordsIn('a.sh', `az a'b'"c" \\\n  d\\ e "f\\"g" '\\h' "" i=\${j}\n`), [
      'az|abc|d e|f"g|\\h||?',
    ]);
  });

  it('follows variables that have one value, or got it before', async () => {
    assert.deepEqual(
      await wordsIn('a.sh', 'local A=x B="${A}y"\nC=1\naz $A $B $C\nC=2\naz "$C-$A" ${A:-z} $D\nD=$D\n'),
      ['az|x|xy|1', 'az|2-x|?|?'],
    );
  });

  it('knows no value of what branches, loops and input set', async () => {
    assert.deepEqual(
      await wordsIn(
        'a.sh',
        'A=1\nif x; then A=2; fi\nfor B in 1 2; do az $A $B; done\nC=1\nread -r C\nE=1\nE+=2\naz $C $E\n',
      ),
      ['x', 'az|?|?', 'read|-r|C', 'az|?|?'],
    );
  });

  it('tells options with what stands behind them, and whether there may be more', async () => {
    const { file } = await read('a.sh', 'az x --a 1 $2 -b --c=d "${e[@]}"\naz y -n $A\n');
    const [first, second] = (file.scripts[0]?.commands ?? []).map(({ words }) => commandLine(words));
    assert.deepEqual(
      first?.flags.map(({ name, values }) => [name, values.length]),
      [
        ['--a', 2],
        ['-b', 0],
        ['--c', 2],
      ],
    );
    assert.equal(first.open, true);
    assert.equal(second?.open, false);
  });
});

describe('reading PowerShell', () => {
  it('takes quotes, backquotes and options as programs get them', async () => {
    assert.deepEqual(
      await wordsIn(
        'a.ps1',
        '$x = \'v\'\n& az a \'it\'\'s\' "b`"c" `\n  --d=$X --E="f $x" G="$x" -h @args\n',
      ),
      ['az|a|it\'s|b"c|--d=v|--E=f v|G=v|-h|?'],
    );
  });

  it('points at words as they are written', async () => {
    assert.deepEqual(await writtenIn('a.ps1', 'if ($a) { az x NAME="$b" $(az y) }\n'), [
      'az|x|NAME="$b"|$(az y)',
      'az|y',
    ]);
  });

  it('tells its comments', async () => {
    const { comments } = await read('a.ps1', '# one\naz x <# two #>\n');
    assert.deepEqual(comments, ['# one', '<# two #>']);
  });
});

describe('reading workflows', () => {
  const steps = (...lines: readonly string[]) => ['steps:', ...lines].join('\n');

  it('points into scripts in whatever way YAML writes them', async () => {
    for (const text of [
      steps('  - run: |', '      echo a', '', '      az b c  # d', ''),
      steps('  - run: >-', '      echo a;', '      az b', '      c'),
      steps('  - run: echo a;', '      az b c'),
      steps("  - run: 'echo a; az b c'"),
      steps('  - run: "echo a; az b c"'),
      steps('  - run: |-', '      echo a', '      az b c').replaceAll('\n', '\r\n'),
    ])
      assert.deepEqual(await writtenIn('.github/workflows/a.yml', text), ['echo|a', 'az|b|c'], text);
  });

  it('leaves what has no exact place, and what is no script that is read', async () => {
    for (const text of [
      steps('  - run: "az a\\tb"'),
      steps('  - run: az a', '    shell: python'),
      steps('  - run: az a', '    shell: ${{ inputs.shell }}'),
      steps('  - uses: actions/github-script@v7', '    with:', '      script: az(1)'),
      steps('  - task: AzureCLI@2', '    inputs:', '      scriptType: batch', '      inlineScript: az a'),
      ['pool: { vmImage: windows-latest }', steps('  - script: az a')].join('\n'),
      ['jobs: [', '- run: '].join('\n'),
    ])
      assert.deepEqual(await writtenIn('action.yml', text), [], text);
  });

  it('knows in what language a script is', async () => {
    const syntaxes = async (path: string, text: string) =>
      (await read(path, text)).file.scripts.map(({ syntax }) => syntax);
    assert.deepEqual(
      await syntaxes(
        '.github/workflows/a.yml',
        'defaults: { run: { shell: pwsh } }\njobs:\n  a:\n    steps:\n      - run: az a\n      - run: az a\n        shell: bash\n',
      ),
      ['powershell', 'shell'],
    );
    assert.deepEqual(
      await syntaxes(
        '.github/workflows/a.yml',
        'jobs:\n  a:\n    runs-on: windows-2022\n    steps:\n      - run: az a\n',
      ),
      ['powershell'],
    );
    assert.deepEqual(
      await syntaxes(
        'azure-pipelines.yml',
        steps(
          '- bash: az a',
          '- pwsh: az a',
          '- task: PowerShell@2',
          '  inputs: { script: az a }',
          '- task: AzureCLI@2',
          '  inputs: { scriptType: bash, inlineScript: az a }',
          '- task: AzurePowerShell@5',
          '  inputs: { Inline: az a }',
        ),
      ),
      ['shell', 'powershell', 'powershell', 'shell', 'powershell'],
    );
    assert.deepEqual(
      await syntaxes(
        'azure.yaml',
        'hooks:\n  postprovision:\n    windows: { shell: pwsh, run: az a }\n    posix: { shell: sh, run: az a }\n',
      ),
      ['powershell', 'shell'],
    );
  });

  it('knows variables that are handed to scripts, and no value of expressions', async () => {
    assert.deepEqual(
      await wordsIn(
        '.github/workflows/a.yml',
        'env:\n  A: x\n  B: ${{ vars.b }}\njobs:\n  a:\n    steps:\n      - run: az $A $B ${{ inputs.c }} d-${{ inputs.e }}\n',
      ),
      ['az|x|?|?|?'],
    );
  });

  it('tells comments of both', async () => {
    const { comments } = await read(
      'action.yml',
      '# a\nruns:\n  steps:\n    - run: | # b\n        # c\n        az d # e\n',
    );
    assert.deepEqual(comments, ['# a', '# b', '# c', '# e']);
  });
});
