package dev.sallyport.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The positions of a sentence that declares a step without an output. */
public final class ActionStage {
  private ActionStage() {}

  /** A step with a name; next come the values it uses, or its code. */
  public static final class Named {
    private final String name;
    private final Source source;

    Named(String name, Source source) {
      this.name = name;
      this.source = source;
    }

    /** Declares the value the code is given. */
    public <A> With1<A> using(Ref<A> a) {
      return new With1<>(this, a);
    }

    /** Declares the values the code is given. */
    public <A, B> With2<A, B> using(Ref<A> a, Ref<B> b) {
      return new With2<>(this, a, b);
    }

    /** Declares the values the code is given. */
    public <A, B, C> With3<A, B, C> using(Ref<A> a, Ref<B> b, Ref<C> c) {
      return new With3<>(this, a, b, c);
    }

    /** Declares the values the code is given; for more, make a record of them in a step before. */
    public <A, B, C, D> With4<A, B, C, D> using(Ref<A> a, Ref<B> b, Ref<C> c, Ref<D> d) {
      return new With4<>(this, a, b, c, d);
    }

    /** Returns the step with its code. */
    public Step<Void> run(StepBody.Does0 body) {
      return step(List.of(), (context, values) -> body.run(context));
    }

    private Step<Void> step(List<Ref<?>> uses, Does body) {
      return new Step<>(
          name,
          Void.class,
          uses,
          (context, values) -> {
            body.run(context, values);
            return null;
          },
          source);
    }
  }

  /** A step that uses one value; next comes its code. */
  public record With1<A>(Named named, Ref<A> a) {
    /** Returns the step with its code. */
    public Step<Void> run(StepBody.Does1<A> body) {
      return named.step(List.of(a), (context, v) -> body.run(context, StepStage.value(a, v, 0)));
    }
  }

  /** A step that uses two values; next comes its code. */
  public record With2<A, B>(Named named, Ref<A> a, Ref<B> b) {
    /** Returns the step with its code. */
    public Step<Void> run(StepBody.Does2<A, B> body) {
      return named.step(
          List.of(a, b),
          (context, v) -> body.run(context, StepStage.value(a, v, 0), StepStage.value(b, v, 1)));
    }
  }

  /** A step that uses three values; next comes its code. */
  public record With3<A, B, C>(Named named, Ref<A> a, Ref<B> b, Ref<C> c) {
    /** Returns the step with its code. */
    public Step<Void> run(StepBody.Does3<A, B, C> body) {
      return named.step(
          List.of(a, b, c),
          (context, v) ->
              body.run(
                  context,
                  StepStage.value(a, v, 0),
                  StepStage.value(b, v, 1),
                  StepStage.value(c, v, 2)));
    }
  }

  /** A step that uses four values; next comes its code. */
  public record With4<A, B, C, D>(Named named, Ref<A> a, Ref<B> b, Ref<C> c, Ref<D> d) {
    /** Returns the step with its code. */
    public Step<Void> run(StepBody.Does4<A, B, C, D> body) {
      return named.step(
          List.of(a, b, c, d),
          (context, v) ->
              body.run(
                  context,
                  StepStage.value(a, v, 0),
                  StepStage.value(b, v, 1),
                  StepStage.value(c, v, 2),
                  StepStage.value(d, v, 3)));
    }
  }

  /** Code without an output, whatever its shape. */
  @FunctionalInterface
  private interface Does {
    void run(StepContext context, @Nullable Object[] values) throws Exception;
  }
}
