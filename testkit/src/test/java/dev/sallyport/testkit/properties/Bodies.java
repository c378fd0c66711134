package dev.sallyport.testkit.properties;

import dev.sallyport.check.Verdict;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.StepContext;

/** The code of a random plan: what its steps, probes, undos and checks do. */
interface Bodies {
  /** The code of a plan that is only simulated, and so never called. */
  Bodies NONE =
      new Bodies() {
        @Override
        public void run(StepContext context) {
          throw new AssertionError("Nothing of the plan itself is called.");
        }

        @Override
        public Probed<Void> probe(StepContext context) {
          throw new AssertionError("Nothing of the plan itself is called.");
        }

        @Override
        public void undo(StepContext context) {
          throw new AssertionError("Nothing of the plan itself is called.");
        }

        @Override
        public Verdict judge(String gate) {
          throw new AssertionError("Nothing of the plan itself is called.");
        }
      };

  void run(StepContext context) throws Exception;

  Probed<Void> probe(StepContext context) throws Exception;

  void undo(StepContext context) throws Exception;

  Verdict judge(String gate);

  /** Returns what a step that makes an output makes. */
  static String output(String path) {
    return "made by " + path;
  }
}
