package dev.sallyport.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The positions of a sentence that declares a step with an output. */
public final class StepStage {
  private StepStage() {}

  /**
   * A step with a name and an output type; next come the values it uses, or its code.
   *
   * @param <O> the output
   */
  public static final class Named<O> {
    private final String name;
    private final Class<O> type;
    private final Source source;

    Named(String name, Class<O> type, Source source) {
      this.name = name;
      this.type = type;
      this.source = source;
    }

    /** Declares the value the code is given. */
    public <A> With1<A, O> using(Ref<A> a) {
      return new With1<>(this, a);
    }

    /** Declares the values the code is given. */
    public <A, B> With2<A, B, O> using(Ref<A> a, Ref<B> b) {
      return new With2<>(this, a, b);
    }

    /** Declares the values the code is given. */
    public <A, B, C> With3<A, B, C, O> using(Ref<A> a, Ref<B> b, Ref<C> c) {
      return new With3<>(this, a, b, c);
    }

    /** Declares the values the code is given; for more, make a record of them in a step before. */
    public <A, B, C, D> With4<A, B, C, D, O> using(Ref<A> a, Ref<B> b, Ref<C> c, Ref<D> d) {
      return new With4<>(this, a, b, c, d);
    }

    /** Returns the step with its code. */
    public Step<O> run(StepBody.Makes0<O> body) {
      return step(List.of(), (context, values) -> body.run(context));
    }

    private Step<O> step(List<Ref<?>> uses, StepBody.Any<O> body) {
      return new Step<>(name, type, uses, body, source);
    }
  }

  /** A step that uses one value; next comes its code. */
  public record With1<A, O>(Named<O> named, Ref<A> a) {
    /** Returns the step with its code. */
    public Step<O> run(StepBody.Makes1<A, O> body) {
      return named.step(List.of(a), (context, v) -> body.run(context, value(a, v, 0)));
    }
  }

  /** A step that uses two values; next comes its code. */
  public record With2<A, B, O>(Named<O> named, Ref<A> a, Ref<B> b) {
    /** Returns the step with its code. */
    public Step<O> run(StepBody.Makes2<A, B, O> body) {
      return named.step(
          List.of(a, b), (context, v) -> body.run(context, value(a, v, 0), value(b, v, 1)));
    }
  }

  /** A step that uses three values; next comes its code. */
  public record With3<A, B, C, O>(Named<O> named, Ref<A> a, Ref<B> b, Ref<C> c) {
    /** Returns the step with its code. */
    public Step<O> run(StepBody.Makes3<A, B, C, O> body) {
      return named.step(
          List.of(a, b, c),
          (context, v) -> body.run(context, value(a, v, 0), value(b, v, 1), value(c, v, 2)));
    }
  }

  /** A step that uses four values; next comes its code. */
  public record With4<A, B, C, D, O>(Named<O> named, Ref<A> a, Ref<B> b, Ref<C> c, Ref<D> d) {
    /** Returns the step with its code. */
    public Step<O> run(StepBody.Makes4<A, B, C, D, O> body) {
      return named.step(
          List.of(a, b, c, d),
          (context, v) ->
              body.run(context, value(a, v, 0), value(b, v, 1), value(c, v, 2), value(d, v, 3)));
    }
  }

  /** Returns a value as the type of its reference; whoever runs the step keeps the order. */
  @SuppressWarnings({
    "unchecked",
    "NullAway"
  }) // Void is null; the values come in the order of the references
  static <T> T value(Ref<T> ref, @Nullable Object[] values, int index) {
    return (T) values[index];
  }
}
