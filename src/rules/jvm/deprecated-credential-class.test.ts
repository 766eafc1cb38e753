import { checkRule } from '../../../test/rules/check-rule';

const java = 'src/main/java/App.java';

describe('MI103 deprecated-credential-class', () => {
  it('reports the first use in a file, in Java and Kotlin', async () => {
    await checkRule(
      java,
      `import com.microsoft.azure.keyvault.KeyVaultClient;
import com.microsoft.aad.adal4j.*;
class App {
  private KeyVaultClient client;
          ^^^^^^^^^^^^^^ MI103 warning
  KeyVaultClient other(KeyVaultClient given) { return given; }
}`,
    );
    await checkRule(
      'src/main/kotlin/App.kt',
      `import com.azure.identity.*
val a = UsernamePasswordCredentialBuilder().username("a").build()
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI103
val b = com.microsoft.aad.adal4j.AuthenticationContext("x", false, service)`,
    );
  });

  it('is the only finding about MSICredentials that name no identity', async () => {
    await checkRule(
      java,
      `import com.microsoft.azure.credentials.MSICredentials;
class App { Object a = new MSICredentials(); }
                       ^^^^^^^^^^^^^^^^^^^^ MI103`,
      { app: 'both' },
    );
  });

  it('is silent about what lives on, classes of like name and mere imports', async () => {
    await checkRule(
      java,
      `import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.azure.credentials.MSICredentials;
import shop.KeyVaultClient;
class App { KeyVaultClient a = new KeyVaultClient(ConfidentialClientApplication.builder("a", b).build()); }
class UserTokenCredentials { UserTokenCredentials b; }`,
    );
  });
});
