import { checkRule } from '../../../test/rules/check-rule';

const made = '.clientId(id).build()';

describe('MI111 databricks-with-managed-identity', () => {
  it('reports the first mention beside a managed identity', async () => {
    await checkRule(
      'src/main/java/App.java',
      `import com.azure.identity.*;
class App {
  static final String SCOPE = "2FF814A6-3304-4ab8-85cb-cd0e6f879c1d/.default";
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI111 info
  String host = "https://adb-1.azuredatabricks.net";
  Object a(String id) { return new ManagedIdentityCredentialBuilder()${made}; }
}`,
    );
    await checkRule(
      'src/main/kotlin/App.kt',
      `import com.azure.identity.*
fun a(id: String) = ManagedIdentityCredentialBuilder()${made}
val host = "https://adb-1.azuredatabricks.net"
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI111`,
    );
  });

  it('is silent where no managed identity is used', async () => {
    await checkRule(
      'src/main/java/App.java',
      'class App { String host = "https://adb-1.azuredatabricks.net"; }',
    );
  });
});
