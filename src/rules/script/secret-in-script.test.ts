import { checkRule } from '../../../test/rules/check-rule';

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

  it('is silent for references, placeholders, names, places and other words', async () => {
    await checkRule(
      'a.sh',
      'export DB_PASSWORD="$1" A_SECRET=${X:-} B_SECRET=$(pass show b) C_SECRET= D_SECRET=changeme E_SECRET="<secret>"\n' +
        `PASSWORD_FILE=/run/secrets/db DB_PASSWORD=/run/secrets/db\nDB_SECRET=orders-db-secret\nKEY_SECRET=orders-db\n` +
        `mysql --password=${secret}\necho "DB_PASSWORD=${secret}"\n# export DB_PASSWORD=${secret}\naz account show -p ${secret}\n`,
    );
    await checkRule(
      '.github/workflows/a.yml',
      'env:\n  DB_PASSWORD: ${{ secrets.DB_PASSWORD }}\n  SECRET: ""\n',
    );
  });
});
