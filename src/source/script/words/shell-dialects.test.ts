import assert from 'node:assert/strict';
import { checkRule } from '../../../../test/rules/check-rule';
import { languageOf, languageOfText } from '../../language';
import { asShell } from './shell-dialects';

const old = 'az spring app create -n a -s s -g g --assign-identity';

describe('scripts of other shells and tools', () => {
  it('keep every place where it was', () => {
    const texts: Readonly<Record<string, string>> = {
      'a.cmd': `@echo off\r\nrem az it's old\r\ncall ${old} ^\r\n  --cpu 1\r\n:: done`,
      Makefile: `RG = rg\nall: a\n\t@-${old} \\\n  --cpu 1\n\techo $$HOME`,
      Jenkinsfile: `pipeline {\n  sh(returnStdout: true, script: """\n    ${old}\n""")\n  bat 'x'\n  sh "y\\"z" }`,
      'unended.jenkinsfile': 'sh "az',
    };
    for (const [path, text] of Object.entries(texts)) {
      const shell = asShell(path, text);
      assert.equal(shell.length, text.length, path);
      assert.deepEqual(
        [...shell.matchAll(/az spring/g)].map(({ index }) => index),
        [...text.matchAll(/az spring/g)].map(({ index }) => index),
        path,
      );
    }
  });

  it('are judged in batch files, but for their comments', async () => {
    const mark = (before: string) =>
      `${' '.repeat(before.length + old.indexOf('--assign'))}^^^^^^^^^^^^^^^^^ MI501 warning`;
    await checkRule(
      'deploy.bat',
      [
        '@echo off',
        `rem ${old}`,
        `:: ${old}`,
        `@call ${old}`,
        mark('@call '),
        "echo it's done",
        `${old} ^`,
        mark(''),
        '  --cpu 1',
        '',
      ].join('\n'),
    );
  });

  it('are judged in recipes of makefiles only', async () => {
    const at = ' '.repeat(old.indexOf('--assign') + 2);
    await checkRule(
      'tools/Makefile',
      `# ${old}\nNAME = ${old}\nall: x\n\t@${old}\n${at}^^^^^^^^^^^^^^^^^ MI501 warning\n\techo $(NAME)\n`,
    );
  });

  it('are judged in steps of Jenkins, whatever stands around', async () => {
    const line = `      sh '${old}'`;
    const at = ' '.repeat(line.indexOf('--assign'));
    await checkRule(
      'Jenkinsfile',
      `pipeline {\n  // it's ${old}\n  stages {\n    steps {\n${line}\n${at}^^^^^^^^^^^^^^^^^ MI501 warning\n      echo "${old}"\n    }\n  }\n}\n`,
    );
  });

  it('are told by their first line where their name says nothing', () => {
    for (const [path, text, language] of [
      ['deploy', '#!/usr/bin/env bash\n', 'shell'],
      ['tools/run-it', '#!/bin/sh -e\n', 'shell'],
      ['deploy', '#!/usr/bin/env -S pwsh -NoProfile\n', 'powershell'],
      ['deploy', '#!/usr/bin/env python3\n', undefined],
      ['LICENSE', 'bash\n', undefined],
      ['a.txt', '#!/bin/sh\n', undefined],
      ['a.java', '#!/bin/sh\n', 'java'],
    ] as const)
      assert.equal(languageOfText(path, text), language, `${path} ${text}`);
  });

  it('are told by their name', () => {
    for (const path of [
      'a.CMD',
      'x/GNUmakefile',
      'a.mk',
      'ci/Jenkinsfile',
      'Jenkinsfile.prod',
      'b.jenkinsfile',
      'a.zsh',
    ])
      assert.equal(languageOf(path), 'shell', path);
    for (const path of ['Makefile.md', 'Jenkinsfiles', 'cmd'])
      assert.equal(languageOf(path), undefined, path);
  });

  it('take time in line with their length', () => {
    for (const [path, unit] of [
      ['a.cmd', '^ '],
      ['a.cmd', "call '"],
      ['Makefile', '\t@'],
      ['Jenkinsfile', 'sh "'],
      ['Jenkinsfile', 'sh('],
      ['Jenkinsfile', 'sh(a:true,'],
    ] as const) {
      const text = unit.repeat(500_000 / unit.length);
      const started = performance.now();
      assert.equal(asShell(path, text).length, text.length);
      assert.ok(performance.now() - started < 3000, `${path} ${unit}`);
    }
  });
});
