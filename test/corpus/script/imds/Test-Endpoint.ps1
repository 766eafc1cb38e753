# Is there an identity at all?
$ErrorActionPreference = 'Stop'
$uri = 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net'

try {
    Invoke-WebRequest -Uri $uri -UseBasicParsing | Out-Null
    Write-Host 'yes'
}
catch {
    Write-Host "no: $($_.Exception.Message)"
}

Invoke-RestMethod -Uri $uri -Headers @{ 'Metadata' = 'true' } -TimeoutSec 5 |
    Select-Object -ExpandProperty expires_on
