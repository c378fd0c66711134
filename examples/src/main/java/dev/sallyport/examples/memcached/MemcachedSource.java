package dev.sallyport.examples.memcached;

import dev.sallyport.check.CheckContext;
import java.util.List;

/** Where the servers' state comes from: the reader, or a test's stand-in. Thread-safe. */
interface MemcachedSource {
  /** Returns one record for every server that was named, whether it answered or not. */
  List<MemcachedSeen> look(CheckContext sample) throws InterruptedException;
}
