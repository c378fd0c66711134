package dev.sallyport.checks.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.ReadPreference;
import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerConnectionState;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import dev.sallyport.check.CheckContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;

/** Asks the script instead of servers; the driver still chooses who serves a read. */
final class ScriptedSource implements Source {
  private static final String DEAD = "Exception opening socket (Connection refused)";
  private final ScriptedMongo set;
  private volatile boolean closed;

  ScriptedSource(ScriptedMongo set) {
    this.set = set;
  }

  @Override
  public Collection<String> seeds() {
    return set.addresses();
  }

  @Override
  public Map<String, Reply> ask(
      CheckContext context, Collection<String> members, String database, Document command) {
    Map<String, Reply> replies = new LinkedHashMap<>();
    members.forEach(member -> replies.put(member, reply(member, command)));
    return replies;
  }

  @Override
  public Reply askSlowly(
      CheckContext context, String member, String database, Document command, Duration limit) {
    return reply(member, command);
  }

  private Reply reply(String member, Document command) {
    if (closed) {
      return Reply.trouble(member, "The checks are closed");
    }
    return set.answer(member, command)
        .map(
            said ->
                said.getDouble("ok") == 1
                    ? Reply.of(member, said)
                    : Reply.trouble(
                        member,
                        said.getString("codeName")
                            + " ("
                            + said.getInteger("code")
                            + "): "
                            + said.getString("errmsg")))
        .orElse(Reply.trouble(member, DEAD));
  }

  @Override
  public AppRun run(CheckContext context, AppPlan plan) {
    List<ServerDescription> suited = suited(plan.preference());
    if (closed || suited.isEmpty()) {
      String why = closed ? "The checks are closed" : "no server suits " + plan.preference();
      return new AppRun(Map.of(), Collections.nCopies(plan.count(), why), 0, 0, List.of());
    }
    Map<String, Integer> served = new TreeMap<>();
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < plan.count(); i++) {
      ServerDescription server = suited.get(i % suited.size());
      String address = server.getAddress().toString();
      if (reply(address, new Document("find", plan.collection())).answered()) {
        served.merge(address + " " + server.getType(), 1, Integer::sum);
      } else {
        errors.add(address + " refused a read");
      }
    }
    int reads = plan.count() - errors.size();
    return new AppRun(
        served, errors, plan.together() ? reads : 1, reads, Collections.nCopies(reads, 0L));
  }

  private List<ServerDescription> suited(String preference) {
    ConnectionString uri =
        new ConnectionString("mongodb://" + String.join(",", seeds()) + "/?" + preference);
    ReadPreference wanted = uri.getReadPreference();
    List<ServerDescription> servers = set.visible().stream().map(this::described).toList();
    ClusterDescription cluster =
        new ClusterDescription(ClusterConnectionMode.MULTIPLE, ClusterType.REPLICA_SET, servers);
    return (wanted == null ? ReadPreference.primary() : wanted).choose(cluster);
  }

  private ServerDescription described(ScriptedMember member) {
    ServerType type =
        switch (member.state) {
          case ScriptedMember.PRIMARY -> ServerType.REPLICA_SET_PRIMARY;
          case ScriptedMember.SECONDARY -> ServerType.REPLICA_SET_SECONDARY;
          default -> ServerType.REPLICA_SET_OTHER;
        };
    return ServerDescription.builder()
        .address(new ServerAddress(member.address))
        .type(member.down ? ServerType.UNKNOWN : type)
        .state(member.down ? ServerConnectionState.CONNECTING : ServerConnectionState.CONNECTED)
        .ok(!member.down)
        .setName("rs0")
        .build();
  }

  @Override
  public void close() {
    closed = true;
  }
}
