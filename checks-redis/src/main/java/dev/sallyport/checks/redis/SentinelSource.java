package dev.sallyport.checks.redis;

import dev.sallyport.check.CheckContext;

/** Where looks at Sentinels come from: real ones, or a script. */
interface SentinelSource extends AutoCloseable {

  /** Looks now at all Sentinels of one primary. */
  SentinelView look(String primary, CheckContext context) throws Exception;

  /** Says what is asked, and from where. */
  String asked(String primary);

  @Override
  void close();
}
