<#
.SYNOPSIS
  Shows until when the token of this machine's identity is valid.
#>
[CmdletBinding()]
param(
    [string] $Resource = 'https://management.azure.com/',
    [string] $ClientId
)

$query = "api-version=2018-02-01&resource=$([uri]::EscapeDataString($Resource))"
if ($ClientId) { $query += "&client_id=$ClientId" }

$request = @{
    Uri     = "http://169.254.169.254/metadata/identity/oauth2/token?$query"
    Headers = @{ Metadata = 'true' }
    Method  = 'Get'
}
$answer = Invoke-RestMethod @request

[DateTimeOffset]::FromUnixTimeSeconds([long] $answer.expires_on)
