package dev.sallyport.checks.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one node says of one node: a line of {@code CLUSTER NODES}.
 *
 * <p>The form is that of the command's documentation: {@code id ip:port@busport[,hostname]
 * flag,flag primary ping-sent pong-received config-epoch link-state slot...}. Fields behind those
 * and unknown flags are let be; newer servers add them.
 *
 * @param address where clients reach the node; none while the cluster does not know it
 * @param primary the id of the primary it follows; empty for a primary
 * @param pingSentMillis when the ping was sent that is not answered yet; 0 if there is none
 * @param pongReceivedMillis when it was last heard of, in milliseconds since 1970; 0 for never, and
 *     for the speaker itself
 */
record NodeLine(
    String id,
    Optional<Address> address,
    Set<String> flags,
    String primary,
    long pingSentMillis,
    long pongReceivedMillis,
    long configEpoch,
    boolean connected,
    Slots slots,
    List<OpenSlot> open) {

  boolean is(String flag) {
    return flags.contains(flag);
  }

  boolean myself() {
    return is("myself");
  }

  boolean replica() {
    return is("slave") || is("replica");
  }

  /** Returns the lines of a whole reply. */
  static List<NodeLine> parseAll(String reply) {
    return reply.lines().filter(line -> !line.isBlank()).map(NodeLine::parse).toList();
  }

  static NodeLine parse(String line) {
    String[] words = line.trim().split(" +");
    if (words.length < 8) {
      throw new IllegalArgumentException("This is no line of CLUSTER NODES: '" + line + "'.");
    }
    Slots slots = Slots.NONE;
    List<OpenSlot> open = new ArrayList<>();
    for (int i = 8; i < words.length; i++) {
      if (words[i].startsWith("[")) {
        open.add(openSlot(words[i]));
      } else {
        slots = slots.plus(range(words[i]));
      }
    }
    return new NodeLine(
        words[0],
        address(words[1]),
        Set.copyOf(List.of(words[2].split(","))),
        words[3].equals("-") ? "" : words[3],
        Long.parseLong(words[4]),
        Long.parseLong(words[5]),
        Long.parseLong(words[6]),
        words[7].equals("connected"),
        slots,
        List.copyOf(open));
  }

  private static Optional<Address> address(String text) {
    String client = text.split("[@,]", 2)[0];
    int colon = client.lastIndexOf(':');
    if (colon < 1 || client.endsWith(":0")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(client.substring(colon + 1));
    return Optional.of(new Address(client.substring(0, colon), port));
  }

  private static Slots range(String text) {
    String[] ends = text.split("-", 2);
    int first = Integer.parseInt(ends[0]);
    return Slots.range(first, ends.length == 1 ? first : Integer.parseInt(ends[1]));
  }

  private static OpenSlot openSlot(String text) {
    String inside = text.substring(1, text.length() - 1);
    boolean migrating = inside.contains("->-");
    String[] parts = inside.split(migrating ? "->-" : "-<-", 2);
    return new OpenSlot(
        Integer.parseInt(parts[0]),
        migrating ? OpenSlot.Direction.MIGRATING : OpenSlot.Direction.IMPORTING,
        parts[1]);
  }
}
