package dev.sallyport.examples.checklist;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.sallyport.check.Secret;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.JournalException;
import dev.sallyport.journal.Journals;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A deployment as a process of its own, by its command line, which can be killed. */
public final class Deployer {
  private static final ObjectMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

  private final Class<?> program;
  private final Path settings;
  private final Path output;
  private final Map<String, String> secrets;
  private final Path runs;

  /**
   * Returns the deployment, and writes its settings down.
   *
   * @param program what is to be started
   * @param folder where its files go
   * @param settings a record
   * @param instead what the file says of some of its components instead
   * @param secrets the values of its secrets, which it is given by its environment
   */
  public Deployer(
      Class<?> program,
      Path folder,
      Record settings,
      Map<String, Object> instead,
      Map<Secret<String>, String> secrets)
      throws IOException, ReflectiveOperationException {
    this.program = program;
    this.settings = folder.resolve("settings.json");
    this.output = folder.resolve("deployment.out");
    this.runs = folder.resolve("runs");
    this.secrets =
        secrets.entrySet().stream()
            .collect(Collectors.toMap(each -> variable(each.getKey()), Map.Entry::getValue));
    ObjectNode all = JSON.createObjectNode();
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      String name = component.getName();
      component.getAccessor().setAccessible(true);
      Object value =
          instead.containsKey(name) ? instead.get(name) : component.getAccessor().invoke(settings);
      all.set(name, JSON.valueToTree(value));
    }
    JSON.writeValue(this.settings.toFile(), all);
  }

  private static String variable(Secret<?> secret) {
    return "SALLYPORT_SECRET_" + secret.name().toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** Returns what is deployed by it, in a word. */
  public String name() {
    return program.getSimpleName();
  }

  /** Returns the folder of its runs. */
  public Path runs() {
    return runs;
  }

  /** Starts it with these arguments. */
  public Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                // It shares the machine with what it deploys: each start of it takes the cores only
                // while they are idle, or the latency gates would rightly say no. nice is not
                // enough.
                "chrt",
                "--idle",
                "0",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Ddeployment.settings=" + settings,
                "-Ddeployment.runs=" + runs,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(secrets);
    return builder.start();
  }

  /** Returns what it has printed. */
  public String said() throws IOException {
    return Files.exists(output) ? Files.readString(output) : "";
  }

  /** Returns what is recorded of a run; nothing while there is none. */
  public List<Event> events(String run) throws IOException {
    if (!Files.exists(runs.resolve(run + ".journal"))) {
      return List.of();
    }
    try {
      return Journals.inFolder(runs).read(run);
    } catch (JournalException notBegun) {
      return List.of();
    }
  }
}
