package dev.sallyport.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The signals of this process, by {@code sun.misc.Signal}.
 *
 * <p>A shutdown hook would not do: it cannot take Ctrl-C back, nor see the second one. The class is
 * exported to everyone by the module {@code jdk.unsupported}, and called by reflection because the
 * compiler warns of its name. Where it is missing, or the JVM keeps a signal to itself, the signal
 * ends the process at once; the run can be resumed then as after any other kill.
 */
final class ProcessSignals implements Signals {
  private static final Map<String, Kind> SIGNALS =
      new TreeMap<>(Map.of("INT", Kind.INTERRUPT, "TERM", Kind.TERMINATE, "HUP", Kind.TERMINATE));

  @Override
  public Subscription listen(Consumer<Kind> listener) {
    Class<?> signal;
    Class<?> handler;
    Method handle;
    try {
      signal = Class.forName("sun.misc.Signal");
      handler = Class.forName("sun.misc.SignalHandler");
      handle = signal.getMethod("handle", signal, handler);
    } catch (ClassNotFoundException | NoSuchMethodException e) {
      // A Java platform without jdk.unsupported: see above.
      return () -> {};
    }
    List<Subscription> all = new ArrayList<>();
    SIGNALS.forEach(
        (name, kind) -> {
          Object ours = proxy(handler, () -> listener.accept(kind));
          try {
            Object number = signal.getConstructor(String.class).newInstance(name);
            Object theirs = handle.invoke(null, number, ours);
            all.add(() -> restore(handle, number, theirs));
          } catch (InvocationTargetException e) {
            // The JVM keeps this signal to itself, as with -Xrs, or does not know it: see above.
            all.add(() -> {});
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("sun.misc.Signal has changed.", e);
          }
        });
    return () -> all.forEach(Subscription::close);
  }

  private static void restore(Method handle, Object signal, Object handler) {
    try {
      handle.invoke(null, signal, handler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A signal's handler could not be put back.", e);
    }
  }

  private static Object proxy(Class<?> handler, Runnable action) {
    return Proxy.newProxyInstance(
        handler.getClassLoader(),
        new Class<?>[] {handler},
        (self, method, args) ->
            switch (method.getName()) {
              case "equals" -> self == args[0];
              case "hashCode" -> System.identityHashCode(self);
              case "toString" -> "handler of sallyport";
              default -> {
                action.run();
                yield null;
              }
            });
  }
}
