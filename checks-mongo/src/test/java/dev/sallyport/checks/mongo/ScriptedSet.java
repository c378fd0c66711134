package dev.sallyport.checks.mongo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;
import org.bson.BsonTimestamp;
import org.bson.Document;

/** A replica set that follows a script, on real sockets: the first member is the primary. */
final class ScriptedSet implements AutoCloseable {
  final List<ScriptedNode> nodes = new ArrayList<>();
  final AtomicLong clock = new AtomicLong(1);

  static ScriptedSet of(int members) throws IOException {
    return of(members, ServerSocketFactory.getDefault());
  }

  static ScriptedSet of(int members, ServerSocketFactory sockets) throws IOException {
    ScriptedSet set = new ScriptedSet();
    for (int i = 0; i < members; i++) {
      ScriptedNode node = new ScriptedNode(set, sockets);
      node.line
          .append("_id", i)
          .append("host", node.name())
          .append("votes", 1)
          .append("priority", 1);
      set.nodes.add(node);
    }
    set.nodes.get(0).state = 1;
    return set;
  }

  /** A primary, a secondary and an arbiter. */
  static ScriptedSet psa() throws IOException {
    ScriptedSet set = of(3);
    set.node(2).state = 7;
    set.node(2).line.append("arbiterOnly", true).append("priority", 0);
    return set;
  }

  ScriptedNode node(int index) {
    return nodes.get(index);
  }

  MongoOptions options() {
    return MongoOptions.members(
        node(0).name(),
        nodes.stream().skip(1).limit(1).map(ScriptedNode::name).toArray(String[]::new));
  }

  Document config(int version) {
    return new Document("_id", "rs0")
        .append("version", version)
        .append("term", 1L)
        .append("members", nodes.stream().map(node -> node.line).toList());
  }

  /** As a hello lists them: without the hidden ones. */
  List<String> hosts() {
    return nodes.stream()
        .filter(
            n -> !n.line.getBoolean("hidden", false) && !n.line.getBoolean("arbiterOnly", false))
        .map(ScriptedNode::name)
        .toList();
  }

  String primaryName() {
    return nodes.stream()
        .filter(n -> n.primary() && !n.down)
        .map(ScriptedNode::name)
        .findFirst()
        .orElse("");
  }

  boolean majorityApplies() {
    long able =
        nodes.stream()
            .filter(n -> !n.down && !n.frozen && !n.line.getBoolean("arbiterOnly", false))
            .count();
    return able > nodes.size() / 2;
  }

  BsonTimestamp committed() {
    return new BsonTimestamp(1000, majorityApplies() ? (int) clock.get() : 1);
  }

  @Override
  public void close() throws IOException {
    for (ScriptedNode node : nodes) {
      node.close();
    }
  }
}
