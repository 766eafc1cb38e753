package gallery

import com.azure.core.util.BinaryData
import com.azure.storage.blob.BlobServiceClientBuilder
import com.azure.storage.blob.sas.BlobSasPermission
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues
import com.azure.storage.common.StorageSharedKeyCredential
import java.time.OffsetDateTime

private const val ACCOUNT = "stgallerypublic"
private const val KEY = "DbPCBiAj96aE4lzRtE87eL+QHmmGOu7XLo0t757lKsRuvQrGsx3W6y804/NeToPjbC0JkCIHACxHjavl13RC1g=="

class Originals {
    private val container = BlobServiceClientBuilder()
        .endpoint("https://$ACCOUNT.blob.core.windows.net")
        .credential(StorageSharedKeyCredential(ACCOUNT, KEY))
        .buildClient()
        .getBlobContainerClient("originals")

    fun link(photo: Long, hours: Long = 2): String {
        val blob = container.getBlobClient("$photo.jpg")
        val permission = BlobSasPermission().setReadPermission(true)
        val values = BlobServiceSasSignatureValues(OffsetDateTime.now().plusHours(hours), permission)
        return "${blob.blobUrl}?${blob.generateSas(values)}"
    }

    fun save(photo: Long, bytes: ByteArray) {
        container.getBlobClient("$photo.jpg").upload(BinaryData.fromBytes(bytes), true)
    }

    fun delete(photo: Long): Boolean =
        container.getBlobClient("$photo.jpg").deleteIfExists()
}
