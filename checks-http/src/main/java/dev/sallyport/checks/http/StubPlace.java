package dev.sallyport.checks.http;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Quantities;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;

/**
 * Where a check listens, and how it makes a service call there.
 *
 * @param firstCall how long the service may take to call
 */
record StubPlace(
    InetSocketAddress at,
    Delivery delivery,
    Duration firstCall,
    int maxBody,
    ExecutorService workers) {

  StubPlace calledWithin(Duration time) {
    return new StubPlace(at, delivery, Quantities.positive(time, "time"), maxBody, workers);
  }

  String address() {
    return at.getHostString() + ":" + at.getPort();
  }

  URI uri() {
    return URI.create("http://" + address() + "/");
  }

  Stub open() throws Unseen {
    return Stub.at(at, maxBody);
  }

  Sending send(Stub stub, CheckContext context) {
    return Sending.begin(delivery, stub.uri(), context, workers);
  }

  /**
   * Refuses a sample that would end before the check does.
   *
   * @throws Unseen if it would
   */
  void orTooShort(Duration needs, CheckContext context) throws Unseen {
    Duration has = HealthReader.usable(context.remaining());
    if (has.compareTo(needs) < 0) {
      throw new Unseen(
          "The check needs up to "
              + Quantities.show(needs)
              + ", but the sample has "
              + Quantities.show(has)
              + ". Nothing was sent. Give the sample more time.");
    }
  }
}
