package harbour

import com.azure.identity.ManagedIdentityCredentialBuilder
import io.ktor.server.routing.*

fun Route.piers() {
    get("/piers") {
        call.respond(PierStore(ManagedIdentityCredentialBuilder().clientId(System.getenv("PIER_ID")).build()).all())
    }
}
