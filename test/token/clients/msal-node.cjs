// Asks through @azure/msal-node itself; it keeps the source it found for the life of the process.
'use strict';
// The copy that @azure/identity brings along.
const requireOfIdentity = require('node:module').createRequire(require.resolve('@azure/identity'));
const { ManagedIdentityApplication } = requireOfIdentity('@azure/msal-node');

async function main() {
  const [userAssignedClientId] = process.argv.slice(2);
  const application = new ManagedIdentityApplication(
    userAssignedClientId === undefined ? {} : { managedIdentityIdParams: { userAssignedClientId } },
  );
  const result = await application.acquireToken({ resource: 'https://vault.azure.net' });
  const claims = JSON.parse(Buffer.from(result.accessToken.split('.')[1], 'base64url').toString());
  process.stdout.write(
    JSON.stringify({
      clientId: claims.appid,
      audience: claims.aud,
      left: result.expiresOn.getTime() - Date.now(),
    }),
  );
}

main().catch((error) => {
  process.stdout.write(JSON.stringify({ error: String(error.message) }));
});
