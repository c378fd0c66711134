package dev.sallyport.checks.http;

import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;

/** Makes clients that send over the network. Thread-safe. */
final class NetLoadClients implements LoadClients {
  private final ExecutorService workers = Workers.forClient();
  private final ThreadFactory readers = Workers.named("sallyport-http-load-reader");
  private final HttpClient client;

  NetLoadClients(HttpOptions options) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .sslContext(options.tls())
            .executor(workers)
            .build();
  }

  @Override
  public LoadClient open(LoadRequests requests) {
    return Addresses.encrypted(requests.uri())
        ? new JdkLoadClient(client, requests)
        : new SocketLoadClient(requests, readers);
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
