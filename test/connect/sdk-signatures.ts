/**
 * The public signatures that connected code uses, as far as it uses them: what Azure's SDK, Spring, Lettuce and Reactor call their classes and
 * methods, what these take, answer and throw. Bodies do nothing: they are there for a compiler to check types against.
 */
export const signatures: Readonly<Record<string, string>> = {
  'reactor.core.publisher.Mono':
    'public abstract class Mono<T> { public T block() { return null; } public final <R> Mono<R> map(java.util.function.Function<? super T, ? extends R> mapper) { return null; } }',
  'com.azure.core.credential.AccessToken':
    'public class AccessToken { public String getToken() { return null; } }',
  'com.azure.core.credential.TokenRequestContext':
    'public class TokenRequestContext { public TokenRequestContext addScopes(String... scopes) { return this; } }',
  'com.azure.core.credential.TokenCredential':
    '@FunctionalInterface public interface TokenCredential { reactor.core.publisher.Mono<AccessToken> getToken(TokenRequestContext request); }',
  'com.azure.core.exception.AzureException': 'public class AzureException extends RuntimeException {}',
  'com.azure.core.exception.HttpResponseException':
    'public class HttpResponseException extends AzureException { public com.azure.core.http.HttpResponse getResponse() { return null; } }',
  'com.azure.core.http.HttpResponse':
    'public abstract class HttpResponse { public abstract int getStatusCode(); }',
  'com.azure.core.util.BinaryData':
    'public final class BinaryData { public byte[] toBytes() { return null; } }',
  'com.azure.core.amqp.exception.AmqpErrorCondition':
    'public enum AmqpErrorCondition { UNAUTHORIZED_ACCESS }',
  'com.azure.core.amqp.exception.AmqpException':
    'public class AmqpException extends com.azure.core.exception.AzureException { public AmqpErrorCondition getErrorCondition() { return null; } }',

  'com.azure.identity.ManagedIdentityCredential':
    'public final class ManagedIdentityCredential implements com.azure.core.credential.TokenCredential { public reactor.core.publisher.Mono<com.azure.core.credential.AccessToken> getToken(com.azure.core.credential.TokenRequestContext request) { return null; } }',
  'com.azure.identity.ManagedIdentityCredentialBuilder':
    'public class ManagedIdentityCredentialBuilder { public ManagedIdentityCredentialBuilder clientId(String clientId) { return this; } public ManagedIdentityCredential build() { return null; } }',
  'com.azure.identity.DefaultAzureCredential':
    'public final class DefaultAzureCredential implements com.azure.core.credential.TokenCredential { public reactor.core.publisher.Mono<com.azure.core.credential.AccessToken> getToken(com.azure.core.credential.TokenRequestContext request) { return null; } }',
  'com.azure.identity.DefaultAzureCredentialBuilder':
    'public class DefaultAzureCredentialBuilder { public DefaultAzureCredentialBuilder managedIdentityClientId(String clientId) { return this; } public DefaultAzureCredential build() { return null; } }',

  'com.azure.security.keyvault.secrets.models.KeyVaultSecret':
    'public class KeyVaultSecret { public String getValue() { return null; } }',
  ...client('com.azure.security.keyvault.secrets', 'SecretClient', {
    takes: ['vaultUrl'],
    has: 'public com.azure.security.keyvault.secrets.models.KeyVaultSecret getSecret(String name) { return null; }',
  }),
  'com.azure.security.keyvault.certificates.models.KeyVaultCertificate':
    'public class KeyVaultCertificate { public byte[] getCer() { return null; } }',
  'com.azure.security.keyvault.certificates.models.KeyVaultCertificateWithPolicy':
    'public class KeyVaultCertificateWithPolicy extends KeyVaultCertificate {}',
  ...client('com.azure.security.keyvault.certificates', 'CertificateClient', {
    takes: ['vaultUrl'],
    has: 'public com.azure.security.keyvault.certificates.models.KeyVaultCertificateWithPolicy getCertificate(String name) { return null; }',
  }),
  'com.azure.storage.blob.BlobClient':
    'public class BlobClient { public com.azure.core.util.BinaryData downloadContent() { return null; } }',
  'com.azure.storage.blob.BlobContainerClient':
    'public final class BlobContainerClient { public BlobClient getBlobClient(String name) { return null; } }',
  ...client('com.azure.storage.blob', 'BlobServiceClient', {
    takes: ['endpoint'],
    has: 'public BlobContainerClient getBlobContainerClient(String name) { return null; }',
  }),
  'com.azure.storage.queue.models.SendMessageResult': 'public final class SendMessageResult {}',
  'com.azure.storage.queue.QueueClient':
    'public final class QueueClient { public com.azure.storage.queue.models.SendMessageResult sendMessage(String text) { return null; } }',
  ...client('com.azure.storage.queue', 'QueueServiceClient', {
    takes: ['endpoint'],
    has: 'public QueueClient getQueueClient(String name) { return null; }',
  }),
  'com.azure.data.appconfiguration.models.ConfigurationSetting':
    'public class ConfigurationSetting { public String getValue() { return null; } }',
  ...client('com.azure.data.appconfiguration', 'ConfigurationClient', {
    takes: ['endpoint'],
    has: 'public com.azure.data.appconfiguration.models.ConfigurationSetting getConfigurationSetting(String key, String label) { return null; }',
  }),

  'com.azure.cosmos.CosmosException':
    'public class CosmosException extends com.azure.core.exception.AzureException { public int getStatusCode() { return 0; } }',
  'com.azure.cosmos.models.PartitionKey': 'public class PartitionKey { public PartitionKey(Object key) {} }',
  'com.azure.cosmos.models.CosmosItemResponse':
    'public class CosmosItemResponse<T> { public T getItem() { return null; } }',
  'com.azure.cosmos.CosmosContainer':
    'public class CosmosContainer { public <T> com.azure.cosmos.models.CosmosItemResponse<T> readItem(String id, com.azure.cosmos.models.PartitionKey key, Class<T> type) { return null; } }',
  'com.azure.cosmos.CosmosDatabase':
    'public class CosmosDatabase { public CosmosContainer getContainer(String id) { return null; } }',
  ...client('com.azure.cosmos', 'CosmosClient', {
    takes: ['endpoint'],
    has: 'public CosmosDatabase getDatabase(String id) { return null; }',
  }),

  'com.azure.messaging.servicebus.ServiceBusMessage':
    'public class ServiceBusMessage { public ServiceBusMessage(String body) {} public ServiceBusMessage(byte[] body) {} }',
  'com.azure.messaging.servicebus.ServiceBusFailureReason':
    'public final class ServiceBusFailureReason { public static final ServiceBusFailureReason UNAUTHORIZED = null; }',
  'com.azure.messaging.servicebus.ServiceBusException':
    'public final class ServiceBusException extends com.azure.core.exception.AzureException { public ServiceBusFailureReason getReason() { return null; } }',
  'com.azure.messaging.servicebus.ServiceBusSenderClient':
    'public class ServiceBusSenderClient { public void sendMessage(ServiceBusMessage message) {} }',
  'com.azure.messaging.servicebus.ServiceBusClientBuilder':
    'public final class ServiceBusClientBuilder { public ServiceBusClientBuilder fullyQualifiedNamespace(String name) { return this; } public ServiceBusClientBuilder credential(com.azure.core.credential.TokenCredential credential) { return this; } public ServiceBusSenderClientBuilder sender() { return null; } public final class ServiceBusSenderClientBuilder { public ServiceBusSenderClientBuilder queueName(String name) { return this; } public ServiceBusSenderClient buildClient() { return null; } } }',
  'com.azure.messaging.eventhubs.EventData':
    'public class EventData { public EventData(String body) {} public EventData(byte[] body) {} }',
  'com.azure.messaging.eventhubs.EventDataBatch': 'public final class EventDataBatch {}',
  'com.azure.messaging.eventhubs.EventHubProducerClient':
    'public class EventHubProducerClient { public void send(Iterable<EventData> events) {} public void send(EventDataBatch batch) {} }',
  'com.azure.messaging.eventhubs.EventHubClientBuilder':
    'public class EventHubClientBuilder { public EventHubClientBuilder fullyQualifiedNamespace(String name) { return this; } public EventHubClientBuilder eventHubName(String name) { return this; } public EventHubClientBuilder credential(com.azure.core.credential.TokenCredential credential) { return this; } public EventHubProducerClient buildProducerClient() { return null; } }',

  'io.lettuce.core.RedisException': 'public class RedisException extends RuntimeException {}',
  'io.lettuce.core.RedisCredentials':
    'public interface RedisCredentials { static RedisCredentials just(String user, CharSequence password) { return null; } static RedisCredentials just(String user, char[] password) { return null; } }',
  'io.lettuce.core.RedisCredentialsProvider':
    '@FunctionalInterface public interface RedisCredentialsProvider { reactor.core.publisher.Mono<RedisCredentials> resolveCredentials(); }',
  'io.lettuce.core.RedisURI':
    'public class RedisURI { public static Builder builder() { return null; } public static class Builder { public Builder withHost(String host) { return this; } public Builder withPort(int port) { return this; } public Builder withSsl(boolean ssl) { return this; } public Builder withAuthentication(String user, CharSequence password) { return this; } public Builder withAuthentication(RedisCredentialsProvider provider) { return this; } public RedisURI build() { return null; } } }',
  'io.lettuce.core.api.sync.RedisCommands': 'public interface RedisCommands<K, V> { V get(K key); }',
  'io.lettuce.core.api.StatefulRedisConnection':
    'public interface StatefulRedisConnection<K, V> extends AutoCloseable { io.lettuce.core.api.sync.RedisCommands<K, V> sync(); void close(); }',
  'io.lettuce.core.RedisClient':
    'public class RedisClient { public static RedisClient create(RedisURI uri) { return null; } public static RedisClient create(String uri) { return null; } public io.lettuce.core.api.StatefulRedisConnection<String, String> connect() { return null; } }',

  'org.springframework.stereotype.Component':
    '@java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE) public @interface Component { String value() default ""; }',
  'org.springframework.beans.factory.annotation.Value':
    '@java.lang.annotation.Target({ java.lang.annotation.ElementType.FIELD, java.lang.annotation.ElementType.METHOD, java.lang.annotation.ElementType.PARAMETER }) public @interface Value { String value(); }',
  'org.springframework.core.env.PropertyResolver':
    'public interface PropertyResolver { String getProperty(String key); }',
  'org.springframework.core.env.Environment': 'public interface Environment extends PropertyResolver {}',
  'org.springframework.dao.DataAccessException':
    'public abstract class DataAccessException extends RuntimeException {}',
  'org.springframework.dao.NonTransientDataAccessException':
    'public abstract class NonTransientDataAccessException extends DataAccessException {}',
  'org.springframework.dao.PermissionDeniedDataAccessException':
    'public class PermissionDeniedDataAccessException extends NonTransientDataAccessException {}',
  'org.springframework.jdbc.CannotGetJdbcConnectionException':
    'public class CannotGetJdbcConnectionException extends org.springframework.dao.NonTransientDataAccessException {}',
  'org.springframework.jdbc.core.RowMapper':
    '@FunctionalInterface public interface RowMapper<T> { T mapRow(java.sql.ResultSet rows, int row) throws java.sql.SQLException; }',
  'org.springframework.jdbc.core.JdbcTemplate':
    'public class JdbcTemplate { public <T> T queryForObject(String sql, RowMapper<T> mapper) { return null; } public <T> T queryForObject(String sql, Class<T> type) { return null; } }',
  'org.springframework.data.redis.RedisConnectionFailureException':
    'public class RedisConnectionFailureException extends org.springframework.dao.NonTransientDataAccessException {}',
  'org.springframework.data.redis.core.ValueOperations':
    'public interface ValueOperations<K, V> { V get(Object key); }',
  'org.springframework.data.redis.core.RedisTemplate':
    'public class RedisTemplate<K, V> { public ValueOperations<K, V> opsForValue() { return null; } }',
  'org.springframework.data.redis.core.StringRedisTemplate':
    'public class StringRedisTemplate extends RedisTemplate<String, String> {}',
};

/** A client of the SDK and its builder, which takes texts and a credential. */
function client(
  home: string,
  name: string,
  { takes, has }: { readonly takes: readonly string[]; readonly has: string },
): Readonly<Record<string, string>> {
  const builder = `${name}Builder`;
  const setters = takes.map((one) => `public ${builder} ${one}(String value) { return this; }`);
  const credential = `public ${builder} credential(com.azure.core.credential.TokenCredential credential) { return this; }`;
  return {
    [`${home}.${name}`]: `public class ${name} { ${has} }`,
    [`${home}.${builder}`]: `public final class ${builder} { ${[...setters, credential].join(' ')} public ${name} buildClient() { return null; } }`,
  };
}
