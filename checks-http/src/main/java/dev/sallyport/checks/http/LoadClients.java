package dev.sallyport.checks.http;

/** Makes the clients of loads. */
interface LoadClients extends AutoCloseable {
  LoadClient open(LoadPlan plan, RequestHeaders headers);

  @Override
  void close();
}
