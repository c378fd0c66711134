package dev.sallyport.checks.redis;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Looks up keys of a primary, some that are there and some that are not, until it is closed. */
final class Lookups implements AutoCloseable {
  private static final String SCRIPT =
      "for i=1,tonumber(ARGV[1]) do redis.call('GET', KEYS[1]) end "
          + "for i=1,tonumber(ARGV[2]) do redis.call('GET', KEYS[2]) end return 1";

  private final AtomicBoolean resetting = new AtomicBoolean();
  private final Thread thread;
  private volatile boolean closed;

  Lookups(RedisNode node, int hits, int misses) {
    String tag = ownTag(node);
    node.send("SET", tag + "there", "1");
    List<String> words =
        List.of("EVAL", SCRIPT, "2", tag + "there", tag + "gone", "" + hits, "" + misses);
    thread =
        new Thread(
            () -> {
              while (!closed) {
                node.send(words.toArray(String[]::new));
                if (resetting.get()) {
                  node.send("CONFIG", "RESETSTAT");
                }
                pause();
              }
            });
    thread.start();
  }

  // a hash tag whose slot is among those of the first primary
  private static String ownTag(RedisNode node) {
    for (int i = 0; ; i++) {
      String tag = "{t" + i + "}";
      if (Integer.parseInt(node.send("CLUSTER", "KEYSLOT", tag)) < 5000) {
        return tag;
      }
    }
  }

  /** From now on resets the server's counters as well. */
  void resettingCounters() {
    resetting.set(true);
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try {
      thread.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
