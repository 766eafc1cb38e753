package gallery

import com.azure.ai.contentsafety.ContentSafetyClient
import com.azure.ai.contentsafety.ContentSafetyClientBuilder
import com.azure.ai.contentsafety.models.AnalyzeImageOptions
import com.azure.ai.contentsafety.models.ContentSafetyImageData
import com.azure.core.util.BinaryData
import com.azure.identity.ManagedIdentityCredential
import com.azure.identity.ManagedIdentityCredentialBuilder

class Moderation private constructor(private val client: ContentSafetyClient, private val threshold: Int) {

    fun isAllowed(image: ByteArray): Boolean {
        val data = ContentSafetyImageData().setContent(BinaryData.fromBytes(image))
        val result = client.analyzeImage(AnalyzeImageOptions(data))
        return result.categoriesAnalysis.all { (it.severity ?: 0) < threshold }
    }

    companion object {
        operator fun invoke(environment: Map<String, String> = System.getenv()): Moderation {
            val client = ContentSafetyClientBuilder()
                .endpoint(environment.getValue("MODERATION_ENDPOINT"))
                .credential(credential(environment["MODERATION_CLIENT_ID"]))
                .buildClient()
            return Moderation(client, environment["MODERATION_THRESHOLD"]?.toInt() ?: 4)
        }

        private fun credential(id: String?): ManagedIdentityCredential =
            ManagedIdentityCredentialBuilder().apply {
                if (id != null) clientId(id)
            }.build()
    }
}
