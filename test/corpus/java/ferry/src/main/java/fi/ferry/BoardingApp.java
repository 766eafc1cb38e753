package fi.ferry; import com.azure.identity.*; import com.azure.messaging.servicebus.*; import java.util.function.*;

public class BoardingApp { private BoardingApp() {}

  // one file, no frameworks: starts the processor and waits
  public static void main(String[] a) throws Exception {
    String ns = env("BUS"), id = env("FERRY_CLIENT_ID");
    var c = new ManagedIdentityCredentialBuilder(); c.clientId(id); var credential = c.build();

    Consumer<ServiceBusReceivedMessageContext> on = m -> {
      var msg = m.getMessage(); try { Boarding.parse(msg.getBody().toString()).apply(); m.complete(); }
      catch (IllegalArgumentException e) { m.deadLetter(); }
    };
    Consumer<ServiceBusErrorContext> bad = e -> System.err.println(e.getErrorSource() + " " + e.getException().getMessage());

    try (var p = new ServiceBusClientBuilder().fullyQualifiedNamespace(ns).credential(credential).processor()
        .queueName("boarding").maxConcurrentCalls(4).processMessage(on).processError(bad).buildProcessorClient()) {
      p.start(); Thread.currentThread().join();
    }
  }

  private static String env(String n) { String v = System.getenv(n);
    if (v == null || v.isBlank()) { throw new IllegalStateException(n + " is not set"); }
    return v; }

  record Boarding(String ticket, int deck) {
    static Boarding parse(String s) { int at = s.indexOf(';'); if (at < 0) throw new IllegalArgumentException(s);
      return new Boarding(s.substring(0, at), Integer.parseInt(s.substring(at + 1))); }
    void apply() { System.out.println("ticket " + ticket + " on deck " + deck); }
  }
}
