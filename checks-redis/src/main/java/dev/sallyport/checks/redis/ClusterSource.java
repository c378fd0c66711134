package dev.sallyport.checks.redis;

import dev.sallyport.check.CheckContext;
import java.util.List;
import java.util.Map;

/** Where looks at a cluster come from: real servers, or a script. */
interface ClusterSource extends AutoCloseable {

  /** Looks now. */
  ClusterView lookAgain(CheckContext context, List<Address> expected) throws Exception;

  /** Reads {@code INFO replication} of these nodes now, and nothing else; all side by side. */
  Map<String, Fields> replication(List<Member> members, CheckContext context) throws Exception;

  /** Says what is asked, and from where. */
  String asked();

  /** Looks once in a sample, however many checks of these seeds are judged in it. */
  default ClusterView look(CheckContext context) throws Exception {
    return context.once(this, () -> lookAgain(context, List.of()));
  }

  @Override
  void close();
}
