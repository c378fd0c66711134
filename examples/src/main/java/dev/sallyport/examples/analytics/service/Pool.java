package dev.sallyport.examples.analytics.service;

import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionPoolListener;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections that are in use. Thread-safe. */
final class Pool implements ConnectionPoolListener {
  private final AtomicInteger inUse = new AtomicInteger();

  int inUse() {
    return inUse.get();
  }

  @Override
  public void connectionCheckedOut(ConnectionCheckedOutEvent event) {
    inUse.incrementAndGet();
  }

  @Override
  public void connectionCheckedIn(ConnectionCheckedInEvent event) {
    inUse.decrementAndGet();
  }
}
