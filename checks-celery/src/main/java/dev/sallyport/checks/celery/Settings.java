package dev.sallyport.checks.celery;

import dev.sallyport.check.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@link CeleryOptions} were chosen. */
record Settings(Place place, Access access, Tls tls, Names names, Times times) {

  Settings with(Place other) {
    return new Settings(other, access, tls, names, times);
  }

  Settings with(Access other) {
    return new Settings(place, other, tls, names, times);
  }

  Settings with(Tls other) {
    return new Settings(place, access, other, names, times);
  }

  Settings with(Names other) {
    return new Settings(place, access, tls, other, times);
  }

  Settings with(Times other) {
    return new Settings(place, access, tls, names, other);
  }

  /** Returns where the broker is, as evidence shows it. */
  String asked() {
    return "redis" + (tls.on() ? "s" : "") + "://" + place;
  }

  /** Returns the pattern of a channel of the broker's database. */
  String channel(String name) {
    return names.prefix() + "/" + place.database() + "." + name;
  }

  /** Where the broker is. */
  record Place(String host, int port, int database) {
    Place at(int number) {
      return new Place(host, port, number);
    }

    @Override
    public String toString() {
      return host + ":" + port + "/" + database;
    }
  }

  /** As whom it is asked. */
  record Access(Optional<String> user, Optional<Secret<String>> password) {
    Access as(String name) {
      return new Access(Optional.of(name), password);
    }

    Access as(Secret<String> word) {
      return new Access(user, Optional.of(word));
    }
  }

  /** Whether it is asked over TLS, and whom to trust then. */
  record Tls(boolean on, Optional<Path> trusted) {}

  /** How the application names things in it. */
  record Names(String prefix, String exchange, List<Integer> steps) {
    Names prefixed(String other) {
      return new Names(other, exchange, steps);
    }

    Names controlledBy(String other) {
      return new Names(prefix, other, steps);
    }

    Names stepping(List<Integer> others) {
      return new Names(prefix, exchange, List.copyOf(others));
    }

    /** Returns the key of a queue, and of its priorities. */
    List<String> keys(String queue) {
      List<String> keys = new ArrayList<>(List.of(prefix + queue));
      steps.forEach(step -> keys.add(prefix + queue + Wire.SEPARATOR + step));
      return keys;
    }
  }

  /** How long things may take. */
  record Times(Duration visibility, Duration answerWithin) {
    Times visible(Duration other) {
      return new Times(other, answerWithin);
    }

    Times answering(Duration other) {
      return new Times(visibility, other);
    }
  }
}
