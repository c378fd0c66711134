package dev.sallyport.checks.redis;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Checks that the Sentinels agree on one primary, and could agree to replace it. */
record SentinelQuorum(SentinelSource source, String primary, int expected) implements Check {

  @Override
  public String name() {
    return "redis sentinel-quorum " + primary;
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    SentinelView view = source.look(primary, context);
    List<Objection> findings = new ArrayList<>(SentinelRules.findings(view, primary));
    if (!view.answers().isEmpty() && view.answers().size() < expected) {
      findings.add(
          Objection.pending(
              "sentinels-missing",
              "",
              view.answers().size() + " Sentinels answer, " + expected + " are expected",
              "Start the missing ones."));
    }
    Evidence evidence =
        Evidence.of(source.asked(primary), view.at())
            .observing(rows(view))
            .against(
                "one primary in all views, as many as the quorum and more than half of all voters"
                    + " answer, none in TILT, primary not down, a replica to promote");
    return Verdict.of(
        findings,
        "All "
            + view.answers().size()
            + " Sentinels watch '"
            + primary
            + "' at "
            + view.answers().values().stream()
                .flatMap(state -> state.primary().stream())
                .findFirst()
                .map(Address::toString)
                .orElse("?"),
        evidence);
  }

  private static List<Observation> rows(SentinelView view) {
    List<Observation> rows = new ArrayList<>();
    view.answers()
        .forEach(
            (address, state) -> {
              String name = address.toString();
              rows.add(
                  Observation.of(
                      name, "primary", state.primary().map(Address::toString).orElse("unknown")));
              rows.add(Observation.of(name, "CKQUORUM", state.usable()));
              rows.add(Observation.of(name, "quorum", state.quorum()));
              rows.add(Observation.of(name, "voters", state.voters()));
              rows.add(Observation.of(name, "flags", state.master().getOrDefault("flags", "?")));
              state
                  .replicas()
                  .forEach(
                      replica ->
                          rows.add(
                              Observation.of(
                                  name,
                                  "replica " + replica.get("name"),
                                  replica.getOrDefault("flags", "?"))));
              rows.add(Observation.of(name, "tilt", state.info().text("sentinel_tilt")));
              rows.add(Observation.of(name, "version", Version.of(state.info())));
            });
    view.silences()
        .forEach(
            (address, silence) ->
                rows.add(
                    Observation.of(
                        address.toString(),
                        "no answer",
                        silence.kind() + ": " + silence.detail())));
    return rows;
  }
}
