import { checkRule } from '../../../test/rules/check-rule';

const java = 'src/main/java/App.java';
const key = '9fK2mQ7xL0sWc4bTz8vHn3pRj6yDg1aE5uXoIiBqZw==';

describe('MI107 hard-coded-secret', () => {
  it('reports secrets where they stand, constants included', async () => {
    await checkRule(
      java,
      `import com.azure.core.credential.*;
class App {
  static final String KEY = "q8Zp41xK77";
                             ^^^^^^^^^^ MI107 error
  Object a = new AzureKeyCredential(KEY);
  Object b = new ClientSecretCredentialBuilder().clientSecret(x ? "Gx8~Q.aa71" : y).build();
                                                                   ^^^^^^^^^^ MI107
  String c = "DefaultEndpointsProtocol=https;AccountName=" + name + ";AccountKey=${key}";
                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI107
}`,
    );
    await checkRule(
      'src/main/kotlin/App.kt',
      `import com.azure.storage.common.StorageSharedKeyCredential
val a = StorageSharedKeyCredential("orders", "${key}")
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI107
val b = """Endpoint=sb://$ns.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=${key}"""
                                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI107`,
    );
  });

  it("is silent about placeholders, references, format strings and other people's builders", async () => {
    await checkRule(
      java,
      `import com.azure.core.credential.AzureKeyCredential;
class App {
  Object a = new AzureKeyCredential(System.getenv("KEY"));
  Object b = new AzureKeyCredential("<your-key>");
  Object c = builder.clientSecret("\${AZURE_CLIENT_SECRET}").build();
  String d = String.format("AccountName=%s;AccountKey=%s", name, key);
  String e = "AccountKey=" + key + ";EndpointSuffix=core.windows.net";
  Object f = User.withUsername("a").password("{noop}q8Zp41xK77").build();
  String g = "UseDevelopmentStorage=true";
}
class Other { Object a = new shop.AzureKeyCredential("q8Zp41xK77"); }`,
    );
  });
});
