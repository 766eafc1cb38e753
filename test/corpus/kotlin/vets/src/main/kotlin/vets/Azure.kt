package vets

import com.azure.identity.DefaultAzureCredentialBuilder
import com.azure.storage.blob.BlobContainerClient
import com.azure.storage.blob.BlobServiceClientBuilder
import com.azure.storage.blob.models.BlobItem
import java.io.InputStream

/** Everything that speaks to Azure. */
object Azure {
    private val credential by lazy { DefaultAzureCredentialBuilder().build() }

    private val xrays: BlobContainerClient by lazy {
        BlobServiceClientBuilder()
            .endpoint(required("XRAYS_ENDPOINT"))
            .credential(credential)
            .buildClient()
            .getBlobContainerClient("xrays")
    }

    fun store(animal: String, name: String, image: InputStream, size: Long) {
        require(size in 1..50_000_000) { "image of $size bytes" }
        xrays.getBlobClient("$animal/$name").upload(image, size, true)
    }

    fun list(animal: String): List<String> =
        xrays.listBlobsByHierarchy("$animal/")
            .filterNot { it.isPrefix == true }
            .map(BlobItem::getName)
            .map { it.substringAfterLast('/') }

    private fun required(name: String) =
        System.getenv(name) ?: error("$name is not set")
}
