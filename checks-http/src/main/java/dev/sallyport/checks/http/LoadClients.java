package dev.sallyport.checks.http;

/** Makes the clients of loads. */
interface LoadClients extends AutoCloseable {
  LoadClient open(LoadRequests requests);

  @Override
  void close();
}
