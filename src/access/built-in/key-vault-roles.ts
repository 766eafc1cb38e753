/** Built-in roles with data actions of Key Vault; see `built-in-role.ts` for what the columns are. */
export const keyVaultRoles = `
00482a5a-887f-4fb3-b363-3b7fe8e74483 | Key Vault Administrator | manages | KeyVault/vaults/*
db79e9a7-68ee-4b58-9aeb-b90e7c24fcba | Key Vault Certificate User | data only | KeyVault/vaults/certificates/read KeyVault/vaults/secrets/getSecret/action KeyVault/vaults/secrets/readMetadata/action KeyVault/vaults/keys/read
a4417e6f-fecd-4de8-b567-7b0420556985 | Key Vault Certificates Officer | manages | KeyVault/vaults/certificatecas/* KeyVault/vaults/certificates/* KeyVault/vaults/certificatecontacts/write
14b46e9e-c2b7-41b4-b07b-48a6ebf60603 | Key Vault Crypto Officer | manages | KeyVault/vaults/keys/* KeyVault/vaults/keyrotationpolicies/*
e147488a-f6f5-4113-8e2d-b22465e65bf6 | Key Vault Crypto Service Encryption User | manages | KeyVault/vaults/keys/read KeyVault/vaults/keys/wrap/action KeyVault/vaults/keys/unwrap/action
08bbd89e-9f13-488c-ac41-acfcb10c90ab | Key Vault Crypto Service Release User | data only | KeyVault/vaults/keys/release/action
12338af0-0e69-4776-bea7-57ae8d297424 | Key Vault Crypto User | data only | KeyVault/vaults/keys/read KeyVault/vaults/keys/update/action KeyVault/vaults/keys/backup/action KeyVault/vaults/keys/encrypt/action KeyVault/vaults/keys/decrypt/action KeyVault/vaults/keys/wrap/action KeyVault/vaults/keys/unwrap/action KeyVault/vaults/keys/sign/action KeyVault/vaults/keys/verify/action
21090545-7ca7-4776-b22c-e363652d74d2 | Key Vault Reader | manages | KeyVault/vaults/*/read KeyVault/vaults/secrets/readMetadata/action
b86a8fe4-44ce-4948-aee5-eccb2c155cd7 | Key Vault Secrets Officer | manages | KeyVault/vaults/secrets/*
4633458b-17de-408a-b874-0445c86b69e6 | Key Vault Secrets User | data only | KeyVault/vaults/secrets/getSecret/action KeyVault/vaults/secrets/readMetadata/action
44f0a1a8-6fea-4b35-980a-8ff50c487c97 | Operator Nexus Key Vault Writer Service Role (Preview) | manages | KeyVault/vaults/secrets/setSecret/action
`;
