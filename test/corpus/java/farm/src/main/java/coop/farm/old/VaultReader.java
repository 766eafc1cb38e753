package coop.farm.old;

import com.microsoft.azure.AzureEnvironment;
import com.microsoft.azure.credentials.MSICredentials;
import com.microsoft.azure.keyvault.KeyVaultClient;
import com.microsoft.azure.keyvault.models.SecretBundle;
import java.util.HashMap;
import java.util.Map;
import org.apache.log4j.Logger;

/**
 * Reads secrets once and keeps them for the life of the process.
 *
 * @author jvdb
 */
public class VaultReader {

	private static final Logger log = Logger.getLogger(VaultReader.class);
	private static VaultReader instance;

	private final Map<String, String> secrets = new HashMap<String, String>();
	private final KeyVaultClient client;
	private final String vault;

	private VaultReader(String vault) {
		this.vault = vault;
		MSICredentials credentials = new MSICredentials(AzureEnvironment.AZURE);
		this.client = new KeyVaultClient(credentials);
	}

	public static synchronized VaultReader getInstance() {
		if (instance == null) {
			instance = new VaultReader("https://kv-farm.vault.azure.net");
		}
		return instance;
	}

	public synchronized String read(String name) {
		String value = secrets.get(name);
		if (value == null) {
			SecretBundle bundle = client.getSecret(vault, name);
			value = bundle.value();
			secrets.put(name, value);
			log.info("secret " + name + " read");
		}
		return value;
	}
}
