import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';

const url = 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01';

describe('MI507 raw-imds-missing-metadata-header', () => {
  it('reports requests without the header, also by a variable', async () => {
    await checkRule('a.sh', `wget -q -O - ${url}\n             ${'^'.repeat(url.length)} MI507 error\n`);
    await checkRule('a.sh', `URL='${url}'\ncurl -s "$URL&resource=x"\n        ^^^^^^^^^^^^^^^^^ MI507\n`);
    await checkRule('a.ps1', `irm '${url}'\n    ${'^'.repeat(url.length + 2)} MI507\n`);
    await checkRule(
      'a.ps1',
      `$p = @{ Uri = '${url}' }\n              ${'^'.repeat(url.length + 2)} MI507\nirm @p\n`,
    );
    await checkRule(
      'a.sh',
      `curl -H "Metadata: false" ${url}\n                          ${'^'.repeat(url.length)} MI507\n`,
    );
  });

  it('is silent with the header, in whatever form', async () => {
    for (const header of [
      '-H Metadata:true',
      '-H "Metadata: true"',
      '--header="Metadata: true"',
      '-HMetadata:true',
      "-sSH'Metadata: true'",
    ])
      await checkRule('a.sh', `curl -s ${header} ${url}\n`);
    await checkRule('a.sh', `http GET ${url} Metadata:true\n`);
    await checkRule(
      'a.ps1',
      `irm '${url}' -Headers @{ Metadata = 'true' }\n$h = @{ "Metadata" = "true" }\nirm -Uri '${url}' -Headers $h\n`,
    );
  });

  it('is silent where headers may come from elsewhere, and for other metadata', async () => {
    await checkRule(
      'a.sh',
      `curl -s "\${opts[@]}" ${url}\ncurl -K imds.cfg ${url}\ncurl -H @headers ${url}\ncurl -H@headers ${url}\n` +
        `curl --config=imds.cfg ${url}\ncurl -Kimds.cfg ${url}\necho curl ${url}\n` +
        'curl http://169.254.169.254/metadata/instance\n',
    );
    await checkRule(
      'a.ps1',
      `$p = @{ Uri = '${url}' }\nirm @p -Headers $headers\n$q = @{ Uri = '${url}' }\n$q.Headers = $h\nirm @q\n` +
        `irm '${url}' -Headers $headers\n`,
    );
  });

  it('is put right by a header that the program understands', async () => {
    for (const [path, text, right] of [
      ['a.sh', `wget ${url}`, `wget --header=Metadata:true ${url}`],
      ['a.ps1', `Invoke-WebRequest ${url}`, `Invoke-WebRequest -Headers @{ Metadata = 'true' } ${url}`],
      [
        'action.yml',
        `runs:\n  steps:\n  - run: curl ${url}`,
        `runs:\n  steps:\n  - run: curl -H Metadata:true ${url}`,
      ],
    ] as const) {
      assert.equal(await fixed(path, text), right);
      assert.deepEqual(await findingsIn(path, right), []);
    }
  });

  it('is silent for headers that are put into a table', async () => {
    for (const put of ["$h['Metadata'] = 'true'", "$h.Metadata = 'true'", "$h.Add('Metadata', 'true')"])
      await checkRule('a.ps1', `$h = @{}\n${put}\nInvoke-RestMethod -Uri ${url} -Headers $h\n`);
  });
});
