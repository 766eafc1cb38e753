import { checkRule } from '../../../test/rules/check-rule';

describe('commands behind others', () => {
  it('are found behind programs that run them', async () => {
    await checkRule(
      'deploy.sh',
      `
time az spring app create -n orders --assign-identity
                                    ^^^^^^^^^^^^^^^^^ MI501 warning
sudo -u deploy -E az spring app create -n orders --assign-identity
                                                 ^^^^^^^^^^^^^^^^^ MI501 warning
timeout -k 5s 60s sudo az spring app create -n orders --assign-identity
                                                      ^^^^^^^^^^^^^^^^^ MI501 warning
env HTTPS_PROXY=x az spring app create -n orders --assign-identity
                                                 ^^^^^^^^^^^^^^^^^ MI501 warning
(cd x && nohup az spring app create -n orders --assign-identity &)
                                              ^^^^^^^^^^^^^^^^^ MI501 warning
until az spring app create -n orders --assign-identity; do sleep 1; done
                                     ^^^^^^^^^^^^^^^^^ MI501 warning
out=$(az spring app create -n orders --assign-identity 2>&1)
                                     ^^^^^^^^^^^^^^^^^ MI501 warning
/opt/az/bin/az spring app create -n orders --assign-identity
                                           ^^^^^^^^^^^^^^^^^ MI501 warning
docker run --rm mcr.microsoft.com/azure-cli az spring app create -n orders --assign-identity
                                                                           ^^^^^^^^^^^^^^^^^ MI501 warning
seq 2 | xargs -P2 -I{} az spring app create -n orders-{} --assign-identity
                                                         ^^^^^^^^^^^^^^^^^ MI501 warning
`,
    );
  });

  it('are found behind functions, aliases, variables and lists', async () => {
    await checkRule(
      'deploy.sh',
      `
retry() { local n=0; until "$@"; do sleep $n; done; }
retry az spring app create -n orders --assign-identity
                                     ^^^^^^^^^^^^^^^^^ MI501 warning
azq() { az "$@" --only-show-errors; }
azq spring app create -n orders --assign-identity
                                ^^^^^^^^^^^^^^^^^ MI501 warning
alias azz='az --debug'
azz spring app create -n orders --assign-identity
                                ^^^^^^^^^^^^^^^^^ MI501 warning
CREATE="az spring app create -n orders"
$CREATE --assign-identity
        ^^^^^^^^^^^^^^^^^ MI501 warning
args=(spring app create -n orders --assign-identity)
                                  ^^^^^^^^^^^^^^^^^ MI501 warning
az "\${args[@]}"
AZ=$(command -v az)
"$AZ" spring app create -n orders --assign-identity
                                  ^^^^^^^^^^^^^^^^^ MI501 warning
az --debug spring app create -n orders --assign-identity
                                       ^^^^^^^^^^^^^^^^^ MI501 warning
az -o none spring app create -n orders --assign-identity
                                       ^^^^^^^^^^^^^^^^^ MI501 warning
`,
    );
    await checkRule(
      'deploy.ps1',
      `
$create = @('spring', 'app', 'create', '-n', 'orders', '--assign-identity')
                                                        ^^^^^^^^^^^^^^^^^ MI501 warning
& az @create
$az = 'C:\\Program Files\\Azure\\az.cmd'
& $az spring app create -n orders --assign-identity
                                  ^^^^^^^^^^^^^^^^^ MI501 warning
function Invoke-Az { az @args }
Invoke-Az spring app create -n orders --assign-identity
                                      ^^^^^^^^^^^^^^^^^ MI501 warning
Invoke-WithRetry { az spring app create -n orders --assign-identity }
                                                  ^^^^^^^^^^^^^^^^^ MI501 warning
Start-Process az -ArgumentList "spring app create -n orders --assign-identity"
                                                            ^^^^^^^^^^^^^^^^^ MI501 warning
cmd /c az spring app create -n orders --assign-identity
                                      ^^^^^^^^^^^^^^^^^ MI501 warning
cmd /c "az spring app create -n orders --assign-identity"
                                       ^^^^^^^^^^^^^^^^^ MI501 warning
`,
    );
  });

  it('are found in texts that a shell runs', async () => {
    await checkRule(
      'deploy.sh',
      `
bash -c "az spring app create -n \\"orders\\" --assign-identity"
                                            ^^^^^^^^^^^^^^^^^ MI501 warning
sudo sh -ec 'az spring app create -n orders --assign-identity'
                                            ^^^^^^^^^^^^^^^^^ MI501 warning
eval "az spring app create -n orders --assign-identity"
                                     ^^^^^^^^^^^^^^^^^ MI501 warning
ssh host 'az spring app create -n orders --assign-identity'
                                         ^^^^^^^^^^^^^^^^^ MI501 warning
bash <<'END'
az spring app create -n orders --assign-identity
                               ^^^^^^^^^^^^^^^^^ MI501 warning
END
`,
    );
    await checkRule(
      'deploy.ps1',
      `
Invoke-Expression "az spring app create -n orders --assign-identity"
                                                  ^^^^^^^^^^^^^^^^^ MI501 warning
pwsh -Command 'az spring app create -n orders --assign-identity'
                                              ^^^^^^^^^^^^^^^^^ MI501 warning
`,
    );
  });

  it('are none where they are printed, searched for, asked for or written down', async () => {
    await checkRule(
      'deploy.sh',
      `
log() { echo "[deploy] $@"; }
log az spring app create -n orders --assign-identity
info az spring app create -n orders --assign-identity
confirm() { read -p "$1? "; }
confirm az spring app create -n orders --assign-identity
echo az spring app create -n orders --assign-identity
grep 'az spring app create --assign-identity' README.md
cat <<END
az spring app create -n orders --assign-identity
END
cat > next.sh <<END
az spring app create -n orders --assign-identity
END
apt-get install az
STEP="az spring app create -n orders --assign-identity"
command -v az spring
$OTHER spring app create -n orders --assign-identity
retry 5 kubectl az spring-app create --assign-identity
sudo apt install az spring
# retry az spring app create -n orders --assign-identity
"\${unknown[@]}"
bash -c "echo az spring app create --assign-identity"
`,
    );
    await checkRule(
      'deploy.ps1',
      `
Write-Host "az spring app create -n orders --assign-identity"
$text = 'az spring app create -n orders --assign-identity'
Write-Output az spring app create -n orders --assign-identity
`,
    );
  });
});
