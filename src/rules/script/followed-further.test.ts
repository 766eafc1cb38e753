import { checkRule } from '../../../test/rules/check-rule';

const secret = 'Vq7kd93nXpL0';

describe('commands and secrets of scripts, followed further', () => {
  it('finds az that is called by a variable with a default', () =>
    checkRule(
      'deploy.sh',
      `
AZ="\${AZ:-az}"
"$AZ" spring app create -n o -s s -g g --assign-identity
                                       ^^^^^^^^^^^^^^^^^ MI501 warning
\${CLI:-az} spring app create -n o -s s -g g --assign-identity
                                            ^^^^^^^^^^^^^^^^^ MI501 warning
\${CLI:-echo} spring app create -n o -s s -g g --assign-identity
$(cat cli) spring app create -n o -s s -g g --assign-identity
`,
    ));

  it('reads lists that are put together piece by piece', async () => {
    await checkRule(
      'deploy.sh',
      `
options=(-n o -s s -g g)
options+=(--assign-identity)
          ^^^^^^^^^^^^^^^^^ MI501 warning
az spring app create "\${options[@]}"
others=(-n o)
if [ -n "$OLD" ]; then others+=(--assign-identity); fi
az spring app create "\${others[@]}"
late=(-n o)
az spring app create "\${late[@]}" --system-assigned true
late+=(--assign-identity)
`,
    );
    await checkRule(
      'deploy.ps1',
      `
$options = @('spring', 'app', 'create', '-n', 'o')
$options += '--assign-identity'
             ^^^^^^^^^^^^^^^^^ MI501 warning
az @options
$count = 1
$count += 1
`,
    );
  });

  it('reads lines of makefiles that go on', () =>
    checkRule(
      'Makefile',
      `
deploy:
\t-az spring app create -n o -s s -g g \\
\t  --assign-identity
\t  ^^^^^^^^^^^^^^^^^ MI501 warning
\t@az spring app create -n o \\
\t--system-assigned true
`,
    ));

  it('reads the scripts of package.json', async () => {
    await checkRule(
      'package.json',
      `{
  "name": "shop",
  "description": "az spring app create --assign-identity",
  "scripts": {
    "start": "node server.js",
    "deploy": "npm run build && az spring app create -n o -s s -g g --assign-identity",
                                                                    ^^^^^^^^^^^^^^^^^ MI501 warning
    "data": "mysql -h o.mysql.database.azure.com -u o -p${secret} o",
                                                        ^^^^^^^^^^^^ MI508 error
    "dump": "mysqldump -h o.mysql.database.azure.com -u o -p\\"$DB_PASSWORD\\" o"
  },
  "config": { "deploy": "az spring app create -n o --assign-identity" }
}
`,
    );
    await checkRule('package.json', '{ "scripts": { "deploy": ');
  });

  it('takes what MySQL is given behind -p for a password, and other options for what they are', () =>
    checkRule(
      'data.sh',
      `
mysql -h o.mysql.database.azure.com -u o -p${secret} shop
                                           ^^^^^^^^^^^^ MI508 error
mysql -h o.mysql.database.azure.com -u o -port 3306
mysql -h o.mysql.database.azure.com -u o -p shop
mysql -h localhost -u root -p${secret} shop
ssh -p${secret} host
`,
    ));

  it('finds secrets of short options in files that say nothing else', async () => {
    for (const command of [
      `az postgres flexible-server create -n o -g g -u a -p '${secret}'`,
      `sqlcmd -S o.database.windows.net -U o -P ${secret}`,
      `docker login o.azurecr.io -u o -p ${secret}`,
      `curl -s -u o:${secret} https://o.scm.azurewebsites.net`,
    ])
      await checkRule(
        'a.sh',
        `${command}\n${' '.repeat(command.indexOf(secret))}${'^'.repeat(secret.length)} MI508 error\n`,
      );
    for (const command of [
      'az login --identity --username 22222222-2222-4222-8222-2222222222c2',
      'curl -fsSL https://aka.ms/InstallAzureCLIDeb',
      'docker login o.azurecr.io -u o -p "$TOKEN"',
    ])
      await checkRule('a.sh', `${command}\n`);
  });

  it('tells what a pipeline throws away from what it keeps', async () => {
    await checkRule(
      '.gitlab-ci.yml',
      `
variables:
  POSTGRES_PASSWORD: ${secret}
  REGISTRY_PASSWORD: ${secret}
                     ^^^^^^^^^^^^ MI508 error
services:
  - postgres:16
test:
  script:
    - ./mvnw verify
`,
    );
    await checkRule(
      '.gitlab-ci.yml',
      `
variables:
  POSTGRES_PASSWORD: ${secret}
                     ^^^^^^^^^^^^ MI508 error
test:
  script:
    - ./mvnw verify
`,
    );
  });

  it('hands a value with blanks to the option before it, though it begins with a dash', () =>
    checkRule(
      'src/main/resources/application.yml',
      `
spring.cloud.azure.credential.client-id: \${ID}
`,
      {
        others: {
          'deploy.sh':
            'az spring app deploy -n o -s s -g g --jvm-options "-Xmx1g -Dspring.cloud.azure.credential.managed-identity-enabled=true"',
        },
      },
    ));
});
