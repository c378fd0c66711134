package dev.sallyport.examples.world;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the servers are: what a resumed demo needs to find its world again. Immutable; kept in a
 * file which only its owner may read, since it holds the admin token.
 *
 * @param ready whether the world was complete when this was written
 * @param fault what goes wrong in it
 * @param runBefore the newest run when this was written; a newer one is the run it was written for
 * @param token opens the admin endpoints
 * @param ports the ports by name, of the Redis nodes as {@code redis-1} to {@code redis-6}
 * @param processes the processes by name; green is not among them
 */
public record AddressBook(
    boolean ready,
    Fault fault,
    String runBefore,
    String token,
    Map<String, Integer> ports,
    Map<String, ServerProcess> processes) {
  static final int REDIS_NODES = 6;
  static final String FILE = "address-book.properties";
  private static final String PORT = "port.";
  private static final String PROCESS = "process.";

  /** Copies the maps. */
  public AddressBook {
    ports = Map.copyOf(ports);
    processes = Map.copyOf(processes);
  }

  /** Returns an address book of free ports, with a token of its own and no process yet. */
  public static AddressBook draft(Fault fault, String runBefore) {
    List<String> names = new ArrayList<>(List.of("balancer", "balancer-admin", "blue", "green"));
    for (int i = 1; i <= REDIS_NODES; i++) {
      names.add("redis-" + i);
    }
    List<Integer> free = Ports.free(names.size());
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (int i = 0; i < free.size(); i++) {
      ports.put(names.get(i), free.get(i));
    }
    byte[] token = new byte[16];
    new SecureRandom().nextBytes(token);
    return new AddressBook(
        false, fault, runBefore, HexFormat.of().formatHex(token), ports, Map.of());
  }

  /** Returns the processes that still run. */
  List<ServerProcess> running() {
    return processes.values().stream().filter(ServerProcess::alive).toList();
  }

  /** Returns the port of a server. */
  public int port(String name) {
    Integer port = ports.get(name);
    if (port == null) {
      throw new IllegalArgumentException("The address book has no '" + name + "'.");
    }
    return port;
  }

  /** Returns the process of a server. */
  public ServerProcess process(String name) {
    ServerProcess process = processes.get(name);
    if (process == null) {
      throw new IllegalArgumentException("The address book has no process '" + name + "'.");
    }
    return process;
  }

  /** Returns the ports of the Redis nodes, the first primaries first. */
  public List<Integer> redis() {
    List<Integer> found = new ArrayList<>();
    for (int i = 1; i <= REDIS_NODES; i++) {
      found.add(port("redis-" + i));
    }
    return found;
  }

  AddressBook with(String name, ServerProcess process) {
    Map<String, ServerProcess> more = new LinkedHashMap<>(processes);
    more.put(name, process);
    return new AddressBook(ready, fault, runBefore, token, ports, more);
  }

  AddressBook isReady() {
    return new AddressBook(true, fault, runBefore, token, ports, processes);
  }

  /** Returns the address book in a folder, if there is one. */
  static Optional<AddressBook> load(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties lines = new Properties();
    lines.load(new StringReader(Files.readString(file)));
    Map<String, Integer> ports = new LinkedHashMap<>();
    Map<String, ServerProcess> processes = new LinkedHashMap<>();
    for (String name : lines.stringPropertyNames()) {
      String value = lines.getProperty(name);
      if (name.startsWith(PORT)) {
        ports.put(name.substring(PORT.length()), Integer.valueOf(value));
      } else if (name.startsWith(PROCESS)) {
        processes.put(name.substring(PROCESS.length()), ServerProcess.parse(value));
      }
    }
    return Optional.of(
        new AddressBook(
            Boolean.parseBoolean(lines.getProperty("ready")),
            Fault.of(lines.getProperty("fault")),
            lines.getProperty("run-before"),
            lines.getProperty("token"),
            ports,
            processes));
  }

  /** Replaces the file in one go, so that whoever reads it sees the old one or the new one. */
  void save(Path folder) throws IOException {
    Properties lines = new Properties();
    lines.setProperty("ready", String.valueOf(ready));
    lines.setProperty("fault", fault.word());
    lines.setProperty("run-before", runBefore);
    lines.setProperty("token", token);
    ports.forEach((name, port) -> lines.setProperty(PORT + name, String.valueOf(port)));
    processes.forEach((name, process) -> lines.setProperty(PROCESS + name, process.toString()));
    StringWriter text = new StringWriter();
    lines.store(text, "The servers of a running demo; examples/demo down stops them.");
    FileAttribute<?> ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path fresh = Files.createTempFile(folder, "address-book", ".new", ownerOnly);
    Files.writeString(fresh, text.toString());
    Files.move(
        fresh,
        folder.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public String toString() {
    return "address book of " + ports.keySet();
  }
}
