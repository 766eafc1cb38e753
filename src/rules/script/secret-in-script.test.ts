import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed, said } from '../../../test/rules/check-rule';

const secret = 'hV8~Qk2vJd93nX';
const carets = '^'.repeat(secret.length);

describe('MI508 secret-in-script', () => {
  it('reports variables, settings and options', async () => {
    await checkRule(
      'a.sh',
      `export DB_PASSWORD='${secret}'\n                    ${carets} MI508 error\n` +
        `az spring app update --env A=1 API_KEY=${secret}\n                                       ${carets} MI508\n` +
        `az login --service-principal -u x -p ${secret}\n                                     ${carets} MI508\n` +
        `az sql server create --admin-password="${secret}"\n                                       ${carets} MI508\n`,
    );
    await checkRule('a.ps1', `$env:CLIENT_SECRET = "${secret}"\n                      ${carets} MI508\n`);
  });

  it('reports the key of a connection string alone', async () => {
    await checkRule(
      'a.sh',
      `STORAGE="AccountName=a;AccountKey=${secret}"\n                                  ${carets} MI508\n`,
    );
  });

  it('reports variables of workflows', async () => {
    await checkRule(
      'azure-pipelines.yml',
      `variables:\n  - name: db-password\n    value: ${secret}\n           ${carets} MI508\n` +
        `steps:\n  - bash: ./run.sh\n    env:\n      SECRET: "${secret}"\n               ${carets} MI508\n`,
    );
  });

  const marked = (line: string) => `${line}\n${' '.repeat(line.indexOf(secret))}${carets} MI508 error\n`;
  for (const [path, line] of [
    ['a.sh', `curl -u "shop:${secret}" https://shop.scm.azurewebsites.net/api`],
    ['a.sh', `curl -H "Ocp-Apim-Subscription-Key: ${secret}" https://shop.azure-api.net`],
    ['a.ps1', `param([string]$DbPassword = "${secret}", [string]$Name = "shop")`],
    ['a.ps1', `$a = "${secret}" | ConvertTo-SecureString -AsPlainText -Force`],
    ['a.ps1', `$settings = @{ DB_PASSWORD = "${secret}"; MODE = "prod" }`],
    ['a.ps1', `Invoke-RestMethod https://a -Body @{ client_secret = "${secret}" }`],
  ] as const)
    it(`reports ${line.slice(0, 50)}`, () => checkRule(path, marked(line)));

  it('reports what tasks of a pipeline give to an app, a template or a part of the pipeline', async () => {
    for (const line of [
      `          AppSettings: '-DB_PASSWORD ${secret} -MODE prod'`,
      `          overrideParameters: '-dbPassword "${secret}" -location westeurope'`,
    ])
      await checkRule('azure-pipelines.yml', `steps:\n  - task: A@4\n    inputs:\n${marked(line)}`);
    await checkRule(
      'azure-pipelines.yml',
      `steps:\n  - template: a.yml\n    parameters:\n${marked(`      password: ${secret}`)}`,
    );
  });

  it('names what it is about as people do', async () => {
    const messages = async (path: string, text: string) => (await findingsIn(path, text)).map(said);
    const [form] = await messages(
      'a.sh',
      `curl -d "client_id=x&client_secret=${secret}" https://a.example.com/token`,
    );
    assert.match(form ?? '', /^'client_secret' holds/);
    const [secure] = await messages('a.ps1', `$a = ConvertTo-SecureString "${secret}" -AsPlainText -Force`);
    assert.match(secure ?? '', /^'ConvertTo-SecureString' holds/);
  });

  it('is silent about what opens only the own machine, and what a run gives', async () => {
    await checkRule(
      'a.sh',
      `docker run -d -e POSTGRES_PASSWORD=${secret} postgres:16\necho "password: ${secret}" >&2\naz account show --subscription x\n`,
    );
    await checkRule(
      'a.sh',
      `curl -u admin:${secret} http://localhost:8080/actuator\ncurl -H "api-key: $KEY" https://a\n`,
    );
    await checkRule(
      'a.ps1',
      'param([string]$Password = $env:PW, [string]$SecretName = "orders-db")\n@{ Password = $p }\n',
    );
    await checkRule(
      'azure-pipelines.yml',
      "steps:\n  - task: A@4\n    inputs:\n      AppSettings: '-DB_PASSWORD $(dbPassword) -MODE prod'\n",
    );
  });

  it('is silent for references, placeholders, names, places and other words', async () => {
    await checkRule(
      'a.sh',
      'export DB_PASSWORD="$1" A_SECRET=${X:-} B_SECRET=$(pass show b) C_SECRET= D_SECRET=changeme E_SECRET="<secret>"\n' +
        'F_SECRET=__DB_SECRET__ G_SECRET="#{DbSecret}#"\n' +
        `PASSWORD_FILE=/run/secrets/db DB_PASSWORD=/run/secrets/db\nDB_SECRET=orders-db-secret B_SECRET=orders-v2-db-10\nKEY_SECRET=orders-db\n` +
        `mysql --password=${secret}\necho "DB_PASSWORD=${secret}"\n# export DB_PASSWORD=${secret}\naz account show -p ${secret}\n`,
    );
    await checkRule(
      '.github/workflows/a.yml',
      'env:\n  DB_PASSWORD: ${{ secrets.DB_PASSWORD }}\n  SECRET: ""\n',
    );
  });

  it('is silent for throw-away databases, switches and what every JDK is delivered with', async () => {
    await checkRule(
      '.github/workflows/a.yml',
      'jobs:\n  a:\n    services:\n      db:\n        env:\n          SA_PASSWORD: Tr0ub4dor99\n    steps:\n' +
        '    - env:\n        DB_PASSWORD: postgres\n        ALLOW_EMPTY_PASSWORD: "yes"\n      run: echo\n',
    );
    await checkRule(
      'a.sh',
      'export KEYSTORE_PASSWORD=changeit ROTATE_SECRET=no A_SECRET=notset B_SECRET=N/A\n' +
        'az keyvault secret set --vault-name v --name datasource-username --value orders9\n',
    );
  });

  it('names a secret that GitHub accepts', async () => {
    const env = (value: string) => `env:\n  db-password: ${value}\n`;
    assert.equal(
      await fixed('.github/workflows/a.yml', env('Tr0ub4dor99')),
      env('${{ secrets.DB_PASSWORD }}'),
    );
  });
});
