package dev.sallyport.checks.http;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A body that notices how often it is sent.
 *
 * <p>The JDK's client silently repeats a GET when the connection is dropped before an answer, and
 * would so hide half of such failures. It asks for the length of the body once each time it sends a
 * request (JDK 17 to 25).
 */
final class SendCount implements BodyPublisher {
  private final BodyPublisher body;
  private final AtomicInteger sent = new AtomicInteger();

  private SendCount(BodyPublisher body) {
    this.body = body;
  }

  /** Returns the count of a text, or of no body at all. */
  static SendCount of(Optional<String> text) {
    return new SendCount(text.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
  }

  @Override
  public long contentLength() {
    sent.incrementAndGet();
    return body.contentLength();
  }

  /** Returns whether the request was sent more than once. */
  boolean resent() {
    return sent.get() > 1;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    body.subscribe(subscriber);
  }
}
