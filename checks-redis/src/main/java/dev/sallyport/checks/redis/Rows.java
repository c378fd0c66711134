package dev.sallyport.checks.redis;

import dev.sallyport.check.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The per-member table of an evidence: who was asked, what each said, who was silent. */
final class Rows {
  private final List<Observation> rows = new ArrayList<>();

  private Rows() {}

  /** Returns the table of {@code view}; {@code each} adds what a check looks at of one member. */
  static List<Observation> of(ClusterView view, BiConsumer<Rows, Peer> each) {
    Rows table = new Rows();
    for (Member member : view.members()) {
      String name = member.name();
      if (member.answer() instanceof NodeState state) {
        table.add(name, "id", member.id());
        table.add(name, "role", state.primary() ? "primary" : "replica");
        table.add(name, "version", state.version());
        each.accept(table, new Peer(member, state));
      } else if (member.answer() instanceof Silence silence) {
        table.add(name, "no answer", silence.kind() + ": " + silence.detail());
        table.add(name, "seen by others as", Standing.of(view, member));
      }
    }
    table.skew(view);
    return List.copyOf(table.rows);
  }

  // the answers are not of one instant, and a reader should see by how much
  private void skew(ClusterView view) {
    List<Instant> times = view.peers().stream().map(peer -> peer.state().at()).sorted().toList();
    if (!times.isEmpty()) {
      Duration apart = Duration.between(times.get(0), times.get(times.size() - 1));
      add("", "first to last answer", apart.toMillis(), "ms");
    }
  }

  void add(String subject, String name, Object value) {
    rows.add(Observation.of(subject, name, value));
  }

  void add(String subject, String name, Object value, String unit) {
    rows.add(Observation.of(subject, name, value, unit));
  }

  /** Adds those of the named fields that the server has. */
  void fields(String subject, Fields fields, String... names) {
    for (String name : names) {
      if (fields.has(name)) {
        add(subject, name, fields.text(name));
      }
    }
  }
}
