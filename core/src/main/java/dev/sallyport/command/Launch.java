package dev.sallyport.command;

import dev.sallyport.check.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One start of a command, its secrets resolved.
 *
 * @param shown the command as people read it
 * @param argv the program, not looked up yet, and its arguments
 * @param env the whole environment
 * @param directory the working directory; null for that of the virtual machine
 * @param stdin what the program reads; empty for nothing
 * @param redactor takes the secrets out of what it writes
 * @param files the secrets that lie in files; to be deleted after the end
 */
record Launch(
    String shown,
    List<String> argv,
    Map<String, String> env,
    @Nullable Path directory,
    String stdin,
    Redactor redactor,
    SecretFiles files) {

  /**
   * Resolves the secrets.
   *
   * @param inherited the environment of the virtual machine
   * @throws CommandNotStartedException if a secret cannot be handed over safely
   */
  static Launch of(Spec spec, Secret.Source source, Map<String, String> inherited)
      throws CommandNotStartedException {
    Resolver resolver = new Resolver(spec, source);
    try {
      Launch launch = resolver.launch(inherited);
      resolver.refuseInArguments(launch);
      return launch;
    } catch (CommandNotStartedException | RuntimeException e) {
      resolver.abandon(e);
      throw e;
    }
  }

  private static final class Resolver {
    private final Spec spec;
    private final Secret.Source source;
    private final String shown;
    private final Map<Secret<String>, String> values = new LinkedHashMap<>();
    private final SecretFiles files = new SecretFiles();

    Resolver(Spec spec, Secret.Source source) {
      this.spec = spec;
      this.source = source;
      this.shown = Argv.show(spec.argv);
    }

    Launch launch(Map<String, String> inherited) throws CommandNotStartedException {
      List<String> argv = new ArrayList<>();
      for (Value value : spec.argv) {
        argv.add(text(value));
      }
      Map<String, String> env = new HashMap<>();
      for (String name : spec.passed) {
        String value = inherited.get(name);
        if (value != null) {
          env.put(name, value);
        }
      }
      for (Map.Entry<String, Value> entry : spec.env.entrySet()) {
        env.put(entry.getKey(), text(entry.getValue()));
      }
      String stdin = spec.stdin == null ? "" : text(spec.stdin);
      Redactor redactor = new Redactor(SecretForms.of(values.values(), spec.charset));
      return new Launch(redactor.redact(shown), argv, env, spec.directory, stdin, redactor, files);
    }

    private String text(Value value) throws CommandNotStartedException {
      if (value instanceof Value.Text text) {
        return text.text();
      }
      if (value instanceof Value.Hidden hidden) {
        return secret(hidden.secret());
      }
      Value.HiddenFile file = (Value.HiddenFile) value;
      String content = secret(file.secret());
      try {
        return file.prefix() + files.write(content.getBytes(spec.charset));
      } catch (IOException e) {
        throw new CommandNotStartedException(
            shown,
            "a file for the " + file.secret() + " could not be written (" + e + ").",
            "make room in the directory for temporary files (java.io.tmpdir) and let it be"
                + " written to.",
            e);
      }
    }

    private String secret(Secret<String> secret) throws CommandNotStartedException {
      String value = source.value(secret);
      if (value.isBlank() || value.indexOf('\0') >= 0) {
        throw new CommandNotStartedException(
            shown,
            "the value of the " + secret + " is blank or holds a NUL.",
            "bind the secret's real value.");
      }
      values.put(secret, value);
      return value;
    }

    /** Whoever lists the processes of the machine reads their arguments. */
    void refuseInArguments(Launch launch) throws CommandNotStartedException {
      for (Map.Entry<Secret<String>, String> entry : values.entrySet()) {
        for (int i = 0; i < launch.argv.size(); i++) {
          if (launch.argv.get(i).contains(entry.getValue())) {
            throw new CommandNotStartedException(
                launch.shown,
                "argument "
                    + i
                    + " holds the value of the "
                    + entry.getKey()
                    + ", and every user of the machine can read arguments.",
                "give it by env(...), stdin(...) or fileArgument(...).");
          }
        }
      }
    }

    void abandon(Exception cause) {
      for (String problem : files.delete()) {
        cause.addSuppressed(new IOException(problem));
      }
    }
  }

  /** Shows no value of a secret. */
  @Override
  public String toString() {
    return "launch of " + shown;
  }

  /** Returns the search path of the program; null for none. */
  @Nullable String path() {
    return env.get("PATH");
  }
}
