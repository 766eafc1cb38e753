package com.quarry.blast;

import com.azure.core.credential.AzureSasCredential;
import com.azure.storage.blob.BlobClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

public class SensorUpload {

	static final String ACCOUNT = "stquarry";

	private final Properties settings = new Properties();

	public SensorUpload(Path file) throws Exception {
		try (InputStream in = Files.newInputStream(file)) {
			settings.load(in);
		}
	}

	/** The depot's machine has no identity, so it has a key in a file that only root reads. */
	public void fromDepot(Path csv) {
		new BlobClientBuilder()
			.endpoint("https://" + ACCOUNT + ".blob.core.windows.net")
			.containerName("depot")
			.blobName(csv.getFileName().toString())
			.credential(new StorageSharedKeyCredential(ACCOUNT, settings.getProperty("key")))
			.buildClient()
			.uploadFromFile(csv.toString(), true);
	}

	public void fromVillage(Path csv) {
		String sas = "sv=2022-11-02&ss=b&srt=o&sp=cw&se=2026-12-31T00:00:00Z&spr=https&sig=ShLyg6kkL1fPBV8AUXnr%2BaDWaacU%2F5%2B9JD%2Bh3v2459Q%3D";
		new BlobClientBuilder()
			.endpoint("https://" + ACCOUNT + ".blob.core.windows.net")
			.containerName("village")
			.blobName(csv.getFileName().toString())
			.credential(new AzureSasCredential(sas))
			.buildClient()
			.uploadFromFile(csv.toString(), true);
	}
}
