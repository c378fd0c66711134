package dev.sallyport.checks.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One node of a scripted cluster, and what is wrong with it. Guarded by its cluster. */
final class ScriptedNode {

  /** Whether it answers, and what the others hold it for. */
  enum Condition {
    UP(""),
    /** It does not answer us; the others see nothing wrong. */
    UNREACHABLE(""),
    SUSPECTED("fail?"),
    KILLED("fail");

    final String flag;

    Condition(String flag) {
      this.flag = flag;
    }
  }

  final String id;
  final Address address;
  Optional<ScriptedNode> primary;
  // who took its slots while it was down
  Optional<ScriptedNode> successor = Optional.empty();
  Slots slots;
  long epoch;
  Condition condition = Condition.UP;
  Duration unheard = Duration.ZERO;
  long bytesBehind;
  boolean linked = true;
  int restarts;
  final List<OpenSlot> open = new ArrayList<>();
  final Set<ScriptedNode> cutFrom = new LinkedHashSet<>();

  ScriptedNode(int number, Optional<ScriptedNode> primary, Slots slots) {
    this.id = String.format("%08x", number).repeat(5);
    this.address = new Address("10.0.0." + number, 6379);
    this.primary = primary;
    this.slots = slots;
    this.epoch = number;
  }

  boolean up() {
    return condition == Condition.UP;
  }

  boolean down() {
    return condition == Condition.KILLED || condition == Condition.SUSPECTED;
  }

  /** Returns whether it has the replication link that a replica is to have. */
  boolean replicates() {
    return linked && !down() && primary.filter(one -> !one.down()).isPresent();
  }

  void down(Condition how, Duration since) {
    condition = how;
    unheard = since;
  }

  void takeOver(ScriptedNode from, long newEpoch) {
    primary = Optional.empty();
    slots = from.slots;
    from.slots = Slots.NONE;
    epoch = newEpoch;
    linked = true;
    bytesBehind = 0;
  }

  void begin() {
    condition = Condition.UP;
    unheard = Duration.ZERO;
    restarts++;
    successor.ifPresent(this::follow);
    successor = Optional.empty();
  }

  void follow(ScriptedNode other) {
    primary = Optional.of(other);
  }
}
