package dev.sallyport.plan;

import java.util.Set;

/**
 * The line of the user's code that declared something.
 *
 * @param file the file's name without its folder
 * @param line the line, from 1
 */
record Source(String file, int line) {
  private static final Set<Class<?>> OURS =
      Set.of(Source.class, Dsl.class, StepStage.class, ActionStage.class, Plan.class);

  /** Returns the innermost line on the stack that is neither the DSL's own nor the JDK's. */
  static Source here() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(
            frames ->
                frames
                    .filter(frame -> isUsers(frame.getDeclaringClass()))
                    .findFirst()
                    .map(Source::of)
                    .orElse(new Source("unknown", 0)));
  }

  /** The JDK's classes are on the stack where a word of the DSL is given to a stream. */
  private static boolean isUsers(Class<?> declaring) {
    ClassLoader loader = declaring.getClassLoader();
    return loader != null
        && loader != ClassLoader.getPlatformClassLoader()
        && !OURS.contains(declaring.getNestHost());
  }

  private static Source of(StackWalker.StackFrame frame) {
    String file = frame.getFileName();
    return new Source(file == null ? frame.getClassName() : file, frame.getLineNumber());
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
