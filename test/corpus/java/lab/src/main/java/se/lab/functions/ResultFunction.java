package se.lab.functions;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Optional;

public class ResultFunction {
    private static final TokenCredential CREDENTIAL =
        new ManagedIdentityCredentialBuilder().clientId(System.getenv("RESULTS_CLIENT_ID")).build();
    private static final QueueClient QUEUE = new QueueClientBuilder()
        .endpoint(System.getenv("RESULTS_QUEUE_ENDPOINT"))
        .queueName("results")
        .credential(CREDENTIAL)
        .buildClient();

    @FunctionName("results")
    public HttpResponseMessage run(
        @HttpTrigger(name = "request", methods = {HttpMethod.POST}, authLevel = AuthorizationLevel.FUNCTION)
            HttpRequestMessage<Optional<String>> request,
        ExecutionContext context) {
        return request.getBody()
            .map(body -> {
                QUEUE.sendMessage(body);
                context.getLogger().info("result queued, " + body.length() + " characters");
                return request.createResponseBuilder(HttpStatus.ACCEPTED).build();
            })
            .orElseGet(() -> request.createResponseBuilder(HttpStatus.BAD_REQUEST).body("no result").build());
    }
}
