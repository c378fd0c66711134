package dev.sallyport.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which channels nothing came through in a whole run. */
final class Channels {
  private Channels() {}

  /** Returns a sentence for each channel to which something was to be sent, and nothing was. */
  static List<String> down(Story story) {
    Map<String, List<SendingStory>> sendings = new LinkedHashMap<>();
    for (NodeStory node : story.announcements()) {
      sendings
          .computeIfAbsent(Policies.channel(node.policy()), name -> new ArrayList<>())
          .addAll(node.sendings());
    }
    List<String> sentences = new ArrayList<>();
    sendings.forEach(
        (channel, all) -> {
          boolean arrived =
              all.stream()
                  .anyMatch(
                      one ->
                          one.result() == SendingStory.Result.SENT
                              || one.result() == SendingStory.Result.UNDER_WAY);
          if (!all.isEmpty() && !arrived) {
            sentences.add(sentence(channel, all, story.end() != null));
          }
        });
    return sentences;
  }

  private static String sentence(String channel, List<SendingStory> all, boolean ended) {
    boolean down = all.stream().allMatch(one -> one.result() == SendingStory.Result.NOT_SENT);
    String count = Words.count(all.size(), "announcement");
    String how = ended ? "was down for the whole run" : "has been down so far";
    String what =
        down
            ? "The channel '" + channel + "' " + how + ": of " + count + " none was sent."
            : "Of " + count + " to the channel '" + channel + "' none is known to have arrived.";
    return what + " " + Words.sentence("The last time: " + all.get(all.size() - 1).said());
  }
}
