package dev.sallyport.checks.redis;

import dev.sallyport.check.CheckContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A made-up cluster as a source of looks. */
record FakeSource(FakeCluster cluster) implements ClusterSource {
  @Override
  public ClusterView lookAgain(CheckContext context, List<Address> expected) {
    return cluster.view();
  }

  @Override
  public Map<String, Fields> replication(List<Member> members, CheckContext context) {
    Map<String, Fields> said = new LinkedHashMap<>();
    for (Member member : members) {
      cluster.view().peer(member.id()).ifPresent(p -> said.put(p.id(), p.state().info()));
    }
    return said;
  }

  @Override
  public String asked() {
    return "a made-up cluster";
  }

  @Override
  public void close() {
    // there is nothing to close
  }
}
