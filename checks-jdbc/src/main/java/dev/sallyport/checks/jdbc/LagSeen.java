package dev.sallyport.checks.jdbc;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What came of waiting for the standbys to replay up to a position.
 *
 * @param target how far the primary had written when the wait began
 * @param standbys those that the primary sees, at the end
 * @param receivers what the standbys that were asked themselves said, by address
 * @param refusals why others of them did not answer
 * @param took how long each took to replay up to the target, by name; those that did not are
 *     missing
 * @param waited how long was waited in all
 * @param looks how often was looked
 */
record LagSeen(
    WalTarget target,
    List<Row> standbys,
    Map<String, Receiver> receivers,
    List<Refusal> refusals,
    Map<String, Duration> took,
    Duration waited,
    int looks) {

  /** Returns the names of all that should replay. */
  List<String> members() {
    Stream<String> names =
        Stream.concat(standbys.stream().map(LagSeen::key), receivers.keySet().stream());
    return names.toList();
  }

  static String key(Row standby) {
    return Standbys.name(standby) + " (process " + standby.text("pid") + ")";
  }

  /** Returns those that have not replayed up to the target. */
  List<String> behind() {
    return members().stream().filter(name -> !took.containsKey(name)).toList();
  }

  /** Returns how long the slowest took; what was waited, if one is still behind. */
  Duration slowest() {
    return behind().isEmpty()
        ? took.values().stream().max(Comparator.naturalOrder()).orElse(waited)
        : waited;
  }

  /** Returns the positions that each has replayed up to. */
  Map<String, Lsn> replayed() {
    Map<String, Lsn> replayed = new TreeMap<>();
    standbys.forEach(
        row -> Lsn.parse(row.text("replay_lsn")).ifPresent(lsn -> replayed.put(key(row), lsn)));
    receivers.forEach(
        (name, receiver) ->
            Lsn.parse(receiver.row().text("replay_lsn")).ifPresent(lsn -> replayed.put(name, lsn)));
    return replayed;
  }
}
