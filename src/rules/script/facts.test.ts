import assert from 'node:assert/strict';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { grammarsOf } from '../../source/grammar/grammars';
import { readSource } from '../../source/read-source';
import { sourceFile } from '../../source/source-file';
import { collectFacts } from '../collect-facts';

const grammars = packageGrammars();

/** The facts of a text besides variables, each with what stands at its span. */
async function factsIn(path: string, text: string): Promise<readonly unknown[]> {
  const file = sourceFile(path, text);
  assert.ok(file !== undefined);
  await grammars.load(grammarsOf(file.language));
  const facts = collectFacts(readSource(file, grammars).subjects).filter(({ kind }) => kind !== 'variable');
  return facts.map(({ span, ...fact }) => ({
    ...fact,
    at: text.slice(span.start, span.end),
  }));
}

const guid = '11111111-2222-4333-8444-555555555555';
const id = (name: string) =>
  `/subscriptions/x/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;

describe('what scripts tell', () => {
  it('is the identity that a token request names in its URL, in shell and PowerShell', async () => {
    const url = (query: string) =>
      `http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=x${query}`;
    const asked = { kind: 'clientId', value: guid, where: 'client_id', at: guid };
    assert.deepEqual(await factsIn('a.sh', `curl -H Metadata:true '${url(`&client_id=${guid}`)}'\n`), [
      asked,
    ]);
    assert.deepEqual(
      await factsIn('a.sh', `URL="${url(`&client_id=${guid}`)}"\ncurl -H Metadata:true "$URL"\n`),
      [asked],
    );
    assert.deepEqual(
      await factsIn('a.ps1', `irm '${url(`&client_id=${guid}`)}' -Headers @{ Metadata = 'true' }\n`),
      [asked],
    );
    for (const query of ['&client_id=$ID', `&mi_res_id=${guid}`, '&client_id=<id>'])
      assert.deepEqual(await factsIn('a.sh', `curl -H Metadata:true "${url(query)}"\n`), [], query);
    assert.deepEqual(await factsIn('a.sh', `curl "https://example.com/?client_id=${guid}"\n`), []);
  });

  it('is which app they deploy, by names that are certain', async () => {
    assert.deepEqual(
      await factsIn(
        'a.sh',
        'az configure --defaults spring=shop group=rg\nAPP=orders\naz spring app deploy -n "$APP" --jar-path a.jar\n' +
          'az spring app deploy -n $1\naz spring app show -n billing\n',
      ),
      [{ kind: 'deployedApp', app: 'orders', service: 'shop', resourceGroup: 'rg', at: '"$APP"' }],
    );
    assert.deepEqual(
      await factsIn(
        'a.ps1',
        `$rg = 'rg'\naz spring app create -n orders -s shop -g $RG --subscription ${guid}\n`,
      ),
      [
        {
          kind: 'deployedApp',
          app: 'orders',
          service: 'shop',
          resourceGroup: 'rg',
          subscriptionId: guid,
          at: 'orders',
        },
      ],
    );
  });

  it('is which app steps and services of azd deploy', async () => {
    assert.deepEqual(
      await factsIn(
        '.github/workflows/a.yml',
        'env: { APP: orders }\njobs:\n  a:\n    steps:\n      - run: az spring app deploy -n $APP -s ${{ vars.SHOP }}\n' +
          '      - uses: Azure/spring-apps-deploy@v1\n        with: { action: Deploy, app-name: billing, service-name: shop }\n',
      ),
      [
        { kind: 'deployedApp', app: 'billing', service: 'shop', at: 'billing' },
        { kind: 'deployedApp', app: 'orders', at: '$APP' },
      ],
    );
    assert.deepEqual(
      await factsIn(
        'azure.yaml',
        'name: shop\nservices:\n  orders:\n    project: ./orders\n    host: springapp\n' +
          '  billing:\n    host: springapp\n    resourceName: bill\n  web:\n    host: appservice\n',
      ),
      [
        { kind: 'deployedApp', app: 'orders', at: 'springapp' },
        { kind: 'deployedApp', app: 'bill', at: 'bill' },
      ],
    );
  });

  it('is which identities an app has in the end, or what is added where a script does not say all of it', async () => {
    const declared = async (text: string) =>
      (await factsIn('a.sh', text)).filter((fact) => (fact as { kind: string }).kind === 'declaredIdentity');
    assert.deepEqual(
      await declared(
        `ID=${id('orders-id')}\naz spring app create -n orders -s shop --system-assigned\n` +
          'az spring app identity assign -n orders -s shop --user-assigned $ID\n',
      ),
      [
        {
          kind: 'declaredIdentity',
          app: 'orders',
          service: 'shop',
          type: 'SystemAssigned,UserAssigned',
          userAssigned: ['orders-id'],
          at: '--user-assigned',
        },
      ],
    );
    assert.deepEqual(
      await declared('az spring app identity force-set -n a --system-assigned disable --user-assigned $ID\n'),
      [
        {
          kind: 'declaredIdentity',
          app: 'a',
          service: undefined,
          type: 'UserAssigned',
          userAssigned: undefined,
          at: '--user-assigned',
        },
      ],
    );
    const added = { kind: 'declaredIdentity', app: 'a', service: undefined, isPart: true };
    assert.deepEqual(await declared('az spring app identity assign -n a --system-assigned\n'), [
      { ...added, type: 'SystemAssigned', userAssigned: [], at: '--system-assigned' },
    ]);
    assert.deepEqual(
      await declared(
        `az spring app identity assign -n a --user-assigned ${id('x')}\naz spring app identity assign -n a --system-assigned\n`,
      ),
      [{ ...added, type: 'SystemAssigned,UserAssigned', userAssigned: ['x'], at: '--system-assigned' }],
    );
    for (const unsure of [
      'if x; then az spring app identity assign -n a --system-assigned; fi\n',
      'az spring app create -n a\n',
      'if x; then az spring app create -n a --system-assigned; fi\n',
      'az spring app create -n a --system-assigned\naz spring app identity remove -n a --system-assigned\n',
      'az spring app create -n a --system-assigned=$1\n',
    ])
      assert.deepEqual(await declared(unsure), [], unsure);
  });

  it('is which client IDs an app is given', async () => {
    const told = { kind: 'clientId', value: guid, where: 'AZURE_CLIENT_ID', at: guid };
    const fact = { ...told, app: 'a' };
    // Whom a shell's own variables are for is not told.
    const ofShell = { ...told, isUnclear: true };
    assert.deepEqual(await factsIn('a.sh', `az spring app update -n a --env "AZURE_CLIENT_ID=${guid}"\n`), [
      fact,
    ]);
    assert.deepEqual(await factsIn('a.ps1', `$env:AZURE_CLIENT_ID = '${guid}'\n`), [ofShell]);
    assert.deepEqual(await factsIn('.github/workflows/a.yml', `env:\n  AZURE_CLIENT_ID: "${guid}"\n`), [
      ofShell,
    ]);
    assert.deepEqual(
      await factsIn(
        'a.sh',
        `MY_CLIENT_ID=${guid}\naz spring app update -n a --env AZURE_CLIENT_ID=$MY_CLIENT_ID\n`,
      ),
      [fact],
    );
  });

  it('is no client ID that a script signs in with', async () => {
    for (const [path, text] of [
      ['a.sh', `export AZURE_CLIENT_ID=${guid} AZURE_CLIENT_SECRET=$SECRET\n`],
      ['a.sh', `export AZURE_CLIENT_ID=${guid}\naz login --service-principal -u $AZURE_CLIENT_ID\n`],
      ['.github/workflows/a.yml', `env:\n  AZURE_CLIENT_ID: ${guid}\n  AZURE_TENANT_ID: x\n`],
    ] as const)
      assert.deepEqual(await factsIn(path, text), [], text);
  });

  it('are the variables that they give to apps', async () => {
    const variables = async (path: string, text: string) => {
      const file = sourceFile(path, text);
      assert.ok(file !== undefined);
      await grammars.load(grammarsOf(file.language));
      return collectFacts(readSource(file, grammars).subjects).flatMap((fact) =>
        fact.kind === 'variable'
          ? [`${fact.app ?? '-'}: ${text.slice(fact.nameSpan.start, fact.nameSpan.end)}=${fact.value ?? '?'}`]
          : [],
      );
    };
    assert.deepEqual(
      await variables(
        'a.sh',
        'URL=https://a\naz spring app deploy -n orders --env "A=1" B="$URL" C=$1 D=\n' +
          'retry 3 az containerapp update -n stock --set-env-vars E=secretref:e F=f\n' +
          'az webapp config appsettings set -n web --settings G=g\n' +
          'az spring app update -n orders --tags H=h\naz vm create -n v --env I=i\nexport J=j\necho K=k\n',
      ),
      [
        'orders: A=1',
        'orders: B=https://a',
        'orders: C=?',
        'orders: D=',
        'stock: E=?',
        'stock: F=f',
        'web: G=g',
      ],
    );
    assert.deepEqual(
      await variables(
        'b.sh',
        'docker run --name web -d -e A=1 --env B=2 --env=C=3 -p 80:80 shop/web:1\nkubectl -n shop set env deployment/orders D=4 -l app=x\n' +
          'helm upgrade --install stock ./chart --set image.tag=1 --set env.E_F=5 -n shop\nkubectl run x --env I=i\n',
      ),
      ['web: A=1', 'web: B=2', 'web: C=3', 'orders: D=4', 'stock: E_F=5'],
    );
    assert.deepEqual(
      await variables(
        '.github/workflows/a.yml',
        'jobs:\n  a:\n    env:\n      X: x\n    steps:\n      - uses: Azure/spring-apps-deploy@v1\n        with:\n' +
          '          environment-variables: -A a -B ${{ secrets.B }}\n',
      ),
      ['-: A=a', '-: B=?'],
    );
  });
});
