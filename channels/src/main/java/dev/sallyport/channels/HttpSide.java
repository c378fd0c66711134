package dev.sallyport.channels;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * What every channel over HTTP is made of.
 *
 * @param delivery its name, options and pace
 * @param wire its connections
 */
record HttpSide(Delivery delivery, Wire wire) {

  /** Returns the side of a channel that sends at most one request in each interval. */
  static HttpSide of(String name, Duration interval) {
    ChannelOptions options = ChannelOptions.defaults();
    return new HttpSide(new Delivery(name, options, Pace.every(interval)), new Wire(options));
  }

  HttpSide named(String name) {
    return new HttpSide(delivery.named(name), wire);
  }

  HttpSide with(ChannelOptions options) {
    return new HttpSide(delivery.with(options), new Wire(options));
  }

  String name() {
    return delivery.name();
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
