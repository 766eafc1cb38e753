// Asks for a token as a local program does, with what the environment says. Prints who answered, never the token.
'use strict';
const { DefaultAzureCredential, ManagedIdentityCredential } = require('@azure/identity');

async function main() {
  const [kind, clientId] = process.argv.slice(2);
  const credential =
    kind === 'default'
      ? new DefaultAzureCredential()
      : new ManagedIdentityCredential(clientId === undefined ? {} : { clientId });
  const token = await credential.getToken('https://vault.azure.net/.default');
  const claims = JSON.parse(Buffer.from(token.token.split('.')[1], 'base64url').toString());
  process.stdout.write(
    JSON.stringify({
      clientId: claims.appid,
      audience: claims.aud,
      left: token.expiresOnTimestamp - Date.now(),
    }),
  );
}

main().catch((error) => {
  process.stdout.write(JSON.stringify({ error: String(error.message) }));
});
