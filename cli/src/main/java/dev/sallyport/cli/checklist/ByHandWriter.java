package dev.sallyport.cli.checklist;

/** Writes what the phases of a skeleton have in common: how people stand in for what is missing. */
final class ByHandWriter {
  private static final String CODE =
      """
      %simport dev.sallyport.check.Evidence;
      import dev.sallyport.check.Metric;
      import dev.sallyport.check.Reading;
      import dev.sallyport.plan.Gate;
      import dev.sallyport.plan.Monitor;
      import dev.sallyport.plan.OnFailure;
      import dev.sallyport.plan.OutcomeUnknownException;
      import dev.sallyport.plan.StepBody;
      import java.time.Duration;

      /** How people stand in for what is not automated yet; delete a method when nothing calls it. */
      final class %s {
        /** Answers for what names nobody in the checklist; give each item a role of its own. */
        static final String OPERATOR = "operator";

        /** How long people have where the checklist does not say; chosen by the import. */
        static final Duration PATIENCE = Duration.ofHours(24);

        /** How often a monitor looks where the checklist does not say; chosen by the import. */
        static final Duration LOOK_EVERY = Duration.ofMinutes(5);

        private %2$s() {}

        /** Code of a step that a person does: the run asks, and ACCEPT says that it is done. */
        static StepBody.Does0 byHand(String what) {
          return context -> {
            throw new OutcomeUnknownException(
                "not automated yet; do it by hand, then answer ACCEPT: " + what);
          };
        }

        /** Code that takes back by hand what was done by hand; the run asks whether it is undone. */
        static StepBody.Undo<Void> takenBackByHand(String what) {
          return (context, made) -> {
            throw new OutcomeUnknownException("not automated yet; take it back by hand: " + what);
          };
        }

        /** Code that walks a phase back by hand; the run asks whether that is done. */
        static StepBody.PhaseUndo walkedBackByHand(String what) {
          return context -> {
            throw new OutcomeUnknownException("not automated yet; do it by hand: " + what);
          };
        }

        /** A metric that nobody reads yet; it has no data, which never passes. */
        static <Q extends Comparable<? super Q>> Metric<Q> notAutomated(String what, Class<Q> quantity) {
          return Metric.of(
              what,
              context ->
                  Reading.noData(
                      "not automated yet; look at it yourself, then answer ACCEPT or ROLL_BACK",
                      Evidence.of(what, context.startedAt())));
        }

        /** A gate that asks people at once, as long as its check has no data. */
        static Gate askPeople(Gate gate) {
          return gate.every(Duration.ofSeconds(1))
              .inconclusiveFor(Duration.ofSeconds(1))
              .onFailure(OnFailure.ASK);
        }

        /** A monitor that asks people soon, as long as its check has no data. */
        static Monitor askPeople(Monitor monitor) {
          return monitor.blindFor(Duration.ofSeconds(1)).onFailure(OnFailure.ASK);
        }
      }
      """;

  private ByHandWriter() {}

  static String write(String packageLine, String name) {
    return CODE.formatted(packageLine, name);
  }
}
