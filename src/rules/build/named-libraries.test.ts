import { checkRule } from '../../../test/rules/check-rule';

describe('libraries that have a name', () => {
  it('are found among the constants of code in buildSrc', async () => {
    await checkRule(
      'buildSrc/src/main/kotlin/Libs.kt',
      `
object Versions { const val AZURE = "1.5.0" }
                                     ^^^^^ MI303 info
object Libs {
    private const val OWN = "1.4.0"
                             ^^^^^ MI303 info
    const val AZURE_IDENTITY = "com.azure:azure-identity:\${Versions.AZURE}"
    const val OTHER = "com.azure:azure-identity:$OWN"
    const val STORAGE = "com.microsoft.azure:azure-storage"
                                             ^^^^^^^^^^^^^ MI302 warning
    val all = listOf("com.microsoft.azure:azure-eventhubs:3.3.0", "org.slf4j:slf4j-api:2.0.9")
                                          ^^^^^^^^^^^^^^^ MI302 warning
}
`,
    );
    await checkRule(
      'buildSrc/src/main/kotlin/Checked.kt',
      `
fun check(one: String) = require(one != "com.azure:azure-identity:1.0.0" && !one.startsWith("com.microsoft.azure:adal4j:1.6.7"))
fun DependencySubstitutions.replace() {
    substitute(module("com.azure:azure-identity:1.0.0"))
}
`,
    );
    await checkRule(
      'buildSrc/src/main/java/Libs.java',
      `
public final class Libs {
  static final String AZURE = "1.5.0";
                               ^^^^^ MI303 info
  public static final String IDENTITY = "com.azure:azure-identity:" + AZURE;
  public static final String ADAL = "com.microsoft.azure:adal4j:1.6.7";
                                                         ^^^^^^ MI302 warning
}
`,
    );
    await checkRule(
      'build-logic/convention/src/main/groovy/Deps.groovy',
      `
class Deps {
  static final String identity = 'com.azure:azure-identity:1.5.0'
                                                           ^^^^^ MI303 info
}
`,
    );
  });

  it('are found in maps, lists and variables of scripts', async () => {
    await checkRule(
      'gradle/dependencies.gradle',
      `
ext.versions = [identity: '1.5.0', storage: '8.6.6']
                           ^^^^^ MI303 info
ext.libs = [
  identity: "com.azure:azure-identity:\${versions.identity}",
  old: [
    storage: "com.microsoft.azure:azure-storage:\${versions.storage}",
                                  ^^^^^^^^^^^^^ MI302 warning
  ],
]
def hub = 'com.microsoft.azure:azure-eventhubs:3.3.0'
                               ^^^^^^^^^^^^^^^ MI302 warning
`,
    );
    await checkRule(
      'build.gradle.kts',
      `
val identity by extra("com.azure:azure-identity:1.5.0")
                                                ^^^^^ MI303 info
val libs = mapOf("identity" to "com.azure:azure-identity:1.4.0")
                                                         ^^^^^ MI303 info
`,
    );
  });

  it('are none where a text is something else, or the version is right', async () => {
    await checkRule(
      'buildSrc/src/main/kotlin/Conventions.kt',
      `
/** Replaces "com.microsoft.azure:azure-storage:8.6.6", see com.microsoft.azure:azure-keyvault. */
object Libs {
    const val AZURE_IDENTITY = "com.azure:azure-identity:1.15.4"
    const val UNKNOWN = "com.azure:azure-identity:\${Elsewhere.AZURE}"
    const val MSAL = "com.microsoft.azure:msal4j:1.15.0"
    const val URL = "com.microsoft.azure:80:azure-storage"
}
fun leaveOut(target: Project) {
    target.configurations.all { exclude("com.microsoft.azure:azure-keyvault") }
    require(target.name != "com.microsoft.azure:azure-storage") { "com.microsoft.azure:azure-storage is gone" }
}
`,
    );
    await checkRule(
      'build.gradle',
      `
def group = 'com.microsoft.azure'
def forbidden = ['com.microsoft.azure:azure-storage', 'com.microsoft.azure:adal4j']
// def old = 'com.microsoft.azure:azure-storage:8.6.6'
ext.text = "use com.microsoft.azure:azure-storage:8.6.6 no longer"
`,
    );
    await checkRule(
      'src/main/kotlin/Libs.kt',
      'object Libs { const val STORAGE = "com.microsoft.azure:azure-storage:8.6.6" }\n',
    );
  });
});
