package dev.sallyport.journal;

import dev.sallyport.check.Evidence;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/**
 * Arbitrary events, made from the components of their records: a kind of event or a component that
 * is added later is covered without a word here, or fails for want of a generator.
 */
final class AnyEvent {
  private AnyEvent() {}

  /** Every kind of event there is. */
  static List<Class<?>> kinds() {
    return leaves(Event.class).toList();
  }

  static Arbitrary<Event> events() {
    List<Arbitrary<Event>> all = new ArrayList<>();
    for (Class<?> kind : kinds()) {
      all.add(of(kind));
    }
    return Arbitraries.oneOf(all);
  }

  static Arbitrary<Event> of(Class<?> kind) {
    return record(kind).map(Event.class::cast);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(AnyEvent::leaves)
        : Stream.of(type);
  }

  private static Arbitrary<Object> record(Class<?> type) {
    List<Arbitrary<Object>> parts = new ArrayList<>();
    List<Class<?>> types = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      types.add(component.getType());
      Arbitrary<Object> part = component(type, component);
      parts.add(
          component.getAnnotatedType().isAnnotationPresent(Nullable.class)
              ? part.injectNull(0.3)
              : part);
    }
    return Combinators.combine(parts).as(values -> make(type, types, values));
  }

  private static Arbitrary<Object> component(Class<?> owner, RecordComponent component) {
    if (owner == Evidence.class && component.getName().equals("samples")) {
      return Arbitraries.longs().greaterOrEqual(0).asGeneric();
    }
    return value(component.getAnnotatedType());
  }

  private static Arbitrary<Object> value(AnnotatedType annotated) {
    if (annotated instanceof AnnotatedParameterizedType generic) {
      AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
      return arguments.length == 1
          ? value(arguments[0]).list().ofMaxSize(4).asGeneric()
          : Arbitraries.maps(AnyText.valid(), AnyText.json()).ofMaxSize(4).asGeneric();
    }
    return value((Class<?>) annotated.getType());
  }

  private static Arbitrary<Object> value(Class<?> type) {
    if (type == String.class) {
      return AnyText.any().asGeneric();
    } else if (type == int.class) {
      return Arbitraries.integers().asGeneric();
    } else if (type == long.class) {
      return Arbitraries.longs().asGeneric();
    } else if (type == boolean.class) {
      return Arbitraries.of(true, false).asGeneric();
    } else if (type == Instant.class) {
      return instants().asGeneric();
    } else if (type == Duration.class) {
      return durations().asGeneric();
    } else if (type == Output.class) {
      return AnyText.json().map(Output::recorded).asGeneric();
    } else if (type.isEnum()) {
      return Arbitraries.of(type.getEnumConstants());
    } else if (type.isSealed()) {
      return Arbitraries.oneOf(leaves(type).map(AnyEvent::record).toList());
    } else if (type.isRecord()) {
      return record(type);
    }
    throw new AssertionError("There is no generator of " + type + ". Add one, and see the codec.");
  }

  private static Arbitrary<Instant> instants() {
    Arbitrary<Long> seconds =
        Arbitraries.longs()
            .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond())
            .edgeCases(edge -> edge.add(0L, Events.T0.getEpochSecond()));
    return Combinators.combine(seconds, nanos()).as(Instant::ofEpochSecond);
  }

  private static Arbitrary<Duration> durations() {
    return Combinators.combine(Arbitraries.longs(), nanos())
        .as((seconds, nanos) -> Duration.ofSeconds(seconds).plusNanos(nanos % 1_000_000_000));
  }

  private static Arbitrary<Integer> nanos() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(0, 999_999_999),
        Arbitraries.of(0, 1, 1_000, 123_000, 123_456_000, 999_999_999));
  }

  private static Object make(Class<?> type, List<Class<?>> types, List<Object> values) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types.toArray(Class[]::new));
      return constructor.newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("A " + type + " could not be made of " + values, e);
    }
  }
}
