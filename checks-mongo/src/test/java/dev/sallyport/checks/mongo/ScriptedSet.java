package dev.sallyport.checks.mongo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ServerSocketFactory;
import org.bson.Document;

/** A {@link ScriptedMongo} on real sockets, for the driver. */
final class ScriptedSet implements AutoCloseable {
  final ScriptedMongo script;
  private final List<WireServer> wires;

  /** Whether the primary says ok to a write without minding its write concern. */
  volatile boolean deaf;

  private ScriptedSet(ScriptedMongo script, List<WireServer> wires) {
    this.script = script;
    this.wires = wires;
  }

  static ScriptedSet of(int members) throws IOException {
    List<WireServer> wires = new ArrayList<>();
    CompletableFuture<ScriptedSet> made = new CompletableFuture<>();
    for (int i = 0; i < members; i++) {
      wires.add(
          new WireServer(
              ServerSocketFactory.getDefault(),
              (address, command) -> made.join().answer(address, command)));
    }
    List<String> addresses = wires.stream().map(WireServer::address).toList();
    ScriptedSet set = new ScriptedSet(new ScriptedMongo(addresses), wires);
    made.complete(set);
    return set;
  }

  private Optional<Document> answer(String address, Document command) {
    Document heard = new Document(command);
    if (deaf) {
      heard.remove("writeConcern");
    }
    return script.answer(address, heard);
  }

  /** A primary, a secondary and an arbiter. */
  static ScriptedSet psa() throws IOException {
    ScriptedSet set = of(3);
    set.script.arbiter(set.address(2));
    return set;
  }

  String address(int index) {
    return script.addresses().get(index);
  }

  ScriptedMember node(int index) {
    return script.member(address(index));
  }

  List<ScriptedMember> nodes() {
    return script.addresses().stream().map(script::member).toList();
  }

  /** Dies: hangs up on everyone, and on whoever comes. */
  void die(int index) throws IOException {
    script.killed(address(index));
    wires.get(index).close();
  }

  MongoOptions options() {
    return MongoOptions.members(
        address(0), script.addresses().stream().skip(1).limit(1).toArray(String[]::new));
  }

  @Override
  public void close() throws IOException {
    for (WireServer wire : wires) {
      wire.close();
    }
  }
}
