package dev.sallyport.checks.http;

import dev.sallyport.check.Secret;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a load posts. Immutable.
 *
 * @param bodies makes the body of each request, JSON; asked by one thread
 * @param signing how each is signed, if it is
 */
record LoadBody(Supplier<String> bodies, Optional<Signing> signing) {

  /**
   * How a provider of webhooks signs.
   *
   * @param provider which headers it sends along
   * @param secret what it shares with the receiver
   */
  record Signing(WebhookProvider provider, Secret<String> secret) {}
}
