package dev.sallyport.checks.http;

import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an answer must be like; pure. */
sealed interface Expectation
    permits Expectation.Body,
        Expectation.Header,
        Expectation.NotCached,
        Expectation.Status,
        Expectation.Version,
        ExpectedJson {

  /** Returns what is asked, in words. */
  String asked();

  /** Returns what is wrong with the answer, if something is. */
  Optional<Complaint> complaint(Answer answer);

  /** The status, once redirects and caches are out of the way: both answer for someone else. */
  record Status(String asked, IntPredicate accepted) implements Expectation {
    static Status exactly(int status) {
      return new Status("status " + status, s -> s == status);
    }

    @Override
    public Optional<Complaint> complaint(Answer answer) {
      if (accepted.test(answer.status())) {
        return Optional.empty();
      }
      if (answer.redirects()) {
        return Optional.of(
            new Complaint(
                "redirected",
                "it redirects with status "
                    + answer.status()
                    + " to "
                    + answer.header("location").orElse("nowhere"),
                "A login page or another host would answer in its place. Ask the address that answers"
                    + " itself, or allow it by followingRedirects(n)."));
      }
      return Optional.of(
          new Complaint(
              "wrong-status",
              "it answered status " + answer.status() + ", not " + asked,
              "The service is starting, or fails on this address. Look at its log."));
    }
  }

  /** Not from a cache, which may have kept what a dead service once said. */
  record NotCached() implements Expectation {
    @Override
    public String asked() {
      return "no cache";
    }

    @Override
    public Optional<Complaint> complaint(Answer answer) {
      String age = answer.header("age").orElse("0").strip();
      if (age.matches("0*")) {
        return Optional.empty();
      }
      return Optional.of(
          new Complaint(
              "answered-from-cache",
              "a cache answered with what it had kept for " + age + " s",
              "The service itself was not asked. Ask past the cache, or let it not keep this address."));
    }
  }

  /** A header with a given value. */
  record Header(String name, String value) implements Expectation {
    @Override
    public String asked() {
      return name + ": " + value;
    }

    @Override
    public Optional<Complaint> complaint(Answer answer) {
      String seen = answer.header(name).orElse("");
      return seen.equals(value)
          ? Optional.empty()
          : Optional.of(
              new Complaint(
                  "header-mismatch",
                  "its header " + name + " is '" + seen + "', not '" + value + "'",
                  "Another page, host or version answers."));
    }
  }

  /** A part of the body. */
  record Body(String part) implements Expectation {
    @Override
    public String asked() {
      return "a body with '" + part + "'";
    }

    @Override
    public Optional<Complaint> complaint(Answer answer) {
      return answer.body().contains(part)
          ? Optional.empty()
          : Optional.of(
              new Complaint(
                  "body-mismatch",
                  "its body "
                      + (answer.cutOff() ? "begins without '" : "lacks '")
                      + part
                      + "'"
                      + answer
                          .header("content-encoding")
                          .map(e -> " (it is encoded: " + e + ")")
                          .orElse(""),
                  "Another page answers, such as a login or maintenance page."));
    }
  }

  /** The version of what runs, found in a header or in the body. */
  record Version(String where, Optional<String> header, Optional<Pattern> inBody, String id)
      implements Expectation {
    static Version header(String name, String id) {
      return new Version("the header " + name, Optional.of(name), Optional.empty(), id);
    }

    static Version body(Pattern pattern, String id) {
      return new Version("the body", Optional.empty(), Optional.of(pattern), id);
    }

    /** Returns the version the answer names, if it does. */
    Optional<String> seen(Answer answer) {
      if (header.isPresent()) {
        return answer.header(header.get()).filter(v -> !v.isBlank());
      }
      Matcher matcher = inBody.orElseThrow().matcher(answer.body());
      return matcher.find()
          ? Optional.ofNullable(matcher.group(Math.min(1, matcher.groupCount())))
          : Optional.empty();
    }

    @Override
    public String asked() {
      return "version " + id + " in " + where;
    }

    @Override
    public Optional<Complaint> complaint(Answer answer) {
      Optional<String> seen = seen(answer);
      if (seen.isEmpty()) {
        return Optional.of(
            new Complaint(
                "version-missing",
                String.format(Locale.ROOT, "%s names no version, where %s was expected", where, id),
                "An older version, or something else, answers."));
      }
      return seen.get().equals(id)
          ? Optional.empty()
          : Optional.of(
              new Complaint(
                  "wrong-version",
                  "it runs version " + seen.get() + ", not " + id,
                  "The old version still takes traffic: the rollout is not complete, or the balancer"
                      + " still holds old members."));
    }
  }
}
