import assert from 'node:assert/strict';
import { checkRule } from '../../../../test/rules/check-rule';
import { languageOf, languageOfText } from '../../language';
import { asShell } from './shell-dialects';
import { computedMs } from '../../../../test/cpu-time';

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

  it('are judged in makefiles that call the program by a variable, and in recipes of just', async () => {
    const make = `$(AZ)${old.slice(2)}`;
    const at = ' '.repeat(make.indexOf('--assign') + 1);
    await checkRule(
      'deploy.mk',
      `AZ ?= az\nNAME := a b\ndeploy:\n\t${make}\n${at}^^^^^^^^^^^^^^^^^ MI501 warning\n`,
    );
    const line = `  @${old}`;
    await checkRule(
      'justfile',
      `deploy:\n${line}\n${' '.repeat(line.indexOf('--assign'))}^^^^^^^^^^^^^^^^^ MI501 warning\n`,
    );
  });

  it('are judged in steps of Jenkins that have options, and in those that pipelines share', async () => {
    for (const line of [`sh label: 'a b', script: '''${old}'''`, `powershell "${old}"`])
      await checkRule(
        'vars/deploy.groovy',
        `def call() {\n${line}\n${' '.repeat(line.indexOf('--assign'))}^^^^^^^^^^^^^^^^^ MI501 warning\n}\n`,
      );
  });

  const pipelines: Readonly<Record<string, string>> = {
    'cd.yml': `trigger: none\nsteps:\n- bash: ${old}`,
    'devops/job.yaml': `jobs:\n  - job: a\n    steps:\n      - task: AzureCLI@2\n        inputs:\n          scriptType: bash\n          inlineScript: ${old}`,
    'ci/deploy.yml': `deploy:\n  stage: deploy\n  script:\n    - ${old}`,
    '.gitlab/deploy.yml': `deploy:\n  script: ${old}`,
    '.circleci/config.yml': `jobs:\n  a:\n    steps:\n      - checkout\n      - run:\n          name: a\n          command: ${old}`,
    'Taskfile.yml': `tasks:\n  a:\n    cmds:\n      - ${old}`,
    'taskfile.dist.yaml': `tasks:\n  a:\n    cmds:\n      - cmd: ${old}`,
  };
  for (const [path, text] of Object.entries(pipelines))
    it(`are judged in ${path}`, async () => {
      const last = text.slice(text.lastIndexOf('\n') + 1);
      await checkRule(
        path,
        `${text}\n${' '.repeat(last.indexOf('--assign'))}^^^^^^^^^^^^^^^^^ MI501 warning\n`,
      );
    });

  it('are none in what is no pipeline', () => {
    for (const [path, text] of [
      ['src/main/resources/application.yml', 'jobs:\n  - task: clean\n'],
      ['k8s/task.yaml', 'apiVersion: tekton.dev/v1\nkind: Task\nspec:\n  steps:\n    - script: az\n'],
      ['config/steps.yml', 'steps:\n  - name: first\n'],
    ] as const)
      assert.equal(languageOfText(path, text), 'yaml', path);
  });

  it('are judged in steps of Jenkins, whatever stands around', async () => {
    const line = `      sh '${old}'`;
    const at = ' '.repeat(line.indexOf('--assign'));
    await checkRule(
      'Jenkinsfile',
      `pipeline {\n  // it's ${old}\n  stages {\n    steps {\n${line}\n${at}^^^^^^^^^^^^^^^^^ MI501 warning\n      echo "${old}"\n    }\n  }\n}\n`,
    );
  });

  it('have the variables that Jenkins gives to its steps', async () => {
    const secret = 'Rt58Q~Kv2Xm9Lz6Wn3Pb7Yd1Hs0GcJfAeUoIq8Tx';
    const carets = `${'^'.repeat(secret.length)} MI508 error`;
    await checkRule(
      'Jenkinsfile',
      `pipeline {
  environment {
    AZURE_CLIENT_SECRET = '${secret}'
                           ${carets}
    DB_PASSWORD = credentials('db')
    ENTRA_SECRET = "\${env.FROM_ELSEWHERE}"
    SHOP_SECRET = "${secret}"
                   ${carets}
  }
  stages {
    stage('a') { steps { withEnv(['TEAM=till', 'AZURE_CLIENT_SECRET=${secret}']) { sh 'true' } } }
                                                                    ${carets}
    withEnv([
      "OTHER_SECRET=${secret}",
                    ${carets}
      "MORE_SECRET=\${params.MORE}" ]) { sh "x" }
    echo 'AZURE_CLIENT_SECRET=${secret}'
  }
}
`,
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
      ['Jenkinsfile', "withEnv(['A=1"],
      ['Jenkinsfile', "withEnv(['AB=1']"],
      ['Jenkinsfile', " AB = 'c'\n"],
    ] as const) {
      const text = unit.repeat(500_000 / unit.length);
      const started = computedMs();
      assert.equal(asShell(path, text).length, text.length);
      assert.ok(computedMs() - started < 3000, `${path} ${unit}`);
    }
  });
});
