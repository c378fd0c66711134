package dev.sallyport.testkit.properties;

import static dev.sallyport.plan.Dsl.announcement;

import dev.sallyport.check.CheckContext;
import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Channel;
import dev.sallyport.testkit.simulation.Choices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes up to two announcements at any moments and cadence, as choices say. */
final class RandomAnnouncements {
  private static final Channel CHAT =
      new Channel() {
        @Override
        public String name() {
          return "chat";
        }

        @Override
        public String send(Message message, CheckContext context) {
          throw new AssertionError("A simulated run calls no channel.");
        }
      };

  private final List<Announcement> all = new ArrayList<>();

  /** Draws them all, early: a list of numbers that ends gives zeros, and no announcement. */
  Announcement[] draw(Choices choices, boolean noticed) {
    int count = choices.pick(4) == 1 ? 1 + choices.pick(2) : 0;
    for (int i = 0; i < count; i++) {
      Announcement one = announcement("n" + i, CHAT).within(Duration.ofSeconds(20));
      one = choices.pick(2) == 0 ? one.atEnd() : one.atStart();
      one = choices.pick(2) == 0 ? one : one.atRollback();
      one = choices.pick(3) == 1 ? one.atStartOf().atEndOf() : one;
      one = choices.pick(3) == 1 ? one.whenPeopleAreWanted() : one;
      one = noticed && choices.pick(2) == 1 ? one.atNotice() : one;
      one = choices.pick(3) == 1 ? one.every(Duration.ofSeconds(45)) : one;
      all.add(one);
    }
    return all.toArray(Announcement[]::new);
  }
}
