package dev.sallyport.channels;

import dev.sallyport.plan.Channel.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** Messages for tests. */
final class Notes {
  private Notes() {}

  static Message started() {
    return of("run started", "shop-release has begun", "Two phases.\nAbout an hour.");
  }

  static Message of(String moment, String subject, String text) {
    return new Message(moment, subject, text, facts("run", "shop-1", "by", "ann"), moment + "-key");
  }

  static Message with(String moment, String... facts) {
    return new Message(moment, "shop-release", "It goes on.", facts(facts), moment + "-key");
  }

  static Map<String, String> facts(String... words) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      facts.put(words[i], words[i + 1]);
    }
    return facts;
  }
}
