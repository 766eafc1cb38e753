import fc from 'fast-check';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { assertWithin } from '../../../test/rules/within-text';
import { grammarsOf } from '../grammar/grammars';

const shell = `#!/bin/bash
RG="shop-rg" APP=\${1:-orders}
ID=$(az identity show -n orders-id --query principalId -o tsv | tr -d '\\r')
if [ -n "$ID" ]; then
  az spring app create -n "$APP" -s shop -g $RG \\
    --assign-identity --user-assigned "\${ids[@]}"
fi
cat <<EOF
az spring app create --assign-identity $(date)
EOF
AZURE_CLIENT_ID=$ID curl -s "http://169.254.169.254/metadata/identity/oauth2/token?client_id=$ID"
export DB_PASSWORD='Tr0ub4dor&3'
`;
const powerShell = `<# orders #>
param([string]$App = 'orders')
$env:DB_PASSWORD = "Tr0ub4dor&3"
$id = (az identity show -n orders-id --query principalId -o tsv).Trim()
az spring app create --name=$App --service "shop" \`
  --assign-identity --user-assigned @ids --env "CLIENT_ID=$id" X="$(az account show)"
Invoke-RestMethod -Headers @{ 'Metadata' = 'true' } -Uri "http://169.254.169.254/metadata/identity/oauth2/token"
`;
const workflow = `# orders
env:
  DB_PASSWORD: "Tr0ub4dor&3"
jobs:
  deploy:
    runs-on: \${{ matrix.os }}
    defaults: { run: { shell: pwsh } }
    steps:
      - run: >-
          az spring app create -n \${{ inputs.app }}
          --assign-identity # orders

      - shell: bash
        run: |+
          APP=orders
          az spring app identity remove -n $APP --user-assigned
      - run: 'az spring app create --assign-identity ''x'''
`;
const samples = [
  ['deploy.sh', shell],
  ['deploy.ps1', powerShell],
  ['.github/workflows/deploy.yml', workflow],
] as const;
const marks = [
  ...['"', "'", '`', '$(', '${', '${{', '}}', ')', '}', '\\', '\n', '\r', '|', '@{', '<#', '#', '<<EOF'],
  ...['=', ' --', '😀', '\uE000', '\t', '  ', ': ', '- ', '&', ';'],
];
const grammars = packageGrammars();

const judge = (file: string, text: string) => {
  assertWithin(file, text, grammars);
};

describe('reading scripts', () => {
  before(() => grammars.load(grammarsOf('workflow')));

  for (const [path, text] of samples)
    it(`bears whatever becomes of ${path}`, function () {
      this.timeout(30_000);
      const at = fc.nat(text.length);
      const piece = fc.oneof(
        fc.constantFrom(...marks),
        fc.tuple(at, at).map(([a, b]) => text.slice(Math.min(a, b), Math.min(a, b) + 40)),
      );
      fc.assert(
        fc.property(at, fc.nat(60), fc.array(piece, { maxLength: 4 }), (from, length, pieces) => {
          judge(path, text.slice(0, from) + pieces.join('') + text.slice(from + length));
        }),
        { numRuns: 150, seed: 8 },
      );
    });

  it('bears nesting and repetition beyond all measure', function () {
    this.timeout(60_000);
    for (const [path, text] of [
      ['a.sh', `az spring app ${'$('.repeat(5000)}`],
      ['a.sh', `az spring app ${'"$('.repeat(3000)}`],
      ['a.sh', `${'if x; then '.repeat(3000)}az spring app identity assign`],
      ['a.sh', `A=$A\n`.repeat(2000) + 'az spring app create -n $A --assign-identity\n'.repeat(500)],
      ['a.sh', `A=1\nB=$A$A\nC=$B$B\nD=$C$C\nE=$D$D\nF=$E$E\nG=$F$F\naz spring app create -n $G$G\n`],
      ['a.ps1', `az spring app ${'('.repeat(5000)}`],
      ['a.ps1', `az spring app ${'@{a='.repeat(2000)}`],
      ['a.ps1', `${'if ($x) { '.repeat(2000)}az spring app identity assign`],
      ['action.yml', `steps:\n${' - run: az spring app create --assign-identity\n'.repeat(2000)}`],
      ['action.yml', `steps: ${'['.repeat(20_000)}`],
      ['action.yml', `run: ${'{run: '.repeat(3000)}`],
    ] as const)
      judge(path, text);
  });
});
