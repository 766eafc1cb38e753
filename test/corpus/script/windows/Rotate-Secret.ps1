# Puts a new secret of the payment provider into the vault.
using namespace System.Security.Cryptography

[CmdletBinding(SupportsShouldProcess)]
param([string] $Vault = 'kv-aquarium', [string] $SecretName = 'payment-key')

$bytes = [byte[]]::new(32)
[RandomNumberGenerator]::Fill($bytes)
$value = [Convert]::ToBase64String($bytes)

if ($PSCmdlet.ShouldProcess($SecretName, 'set')) {
    az keyvault secret set --vault-name $Vault --name $SecretName --value $value --output none
}

$env:PAYMENT_KEY = az keyvault secret show --vault-name $Vault --name $SecretName --query value -o tsv
$password = Read-Host -AsSecureString 'Password of the provider'
Write-Verbose "stored $($value.Length) characters"
