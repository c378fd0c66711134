package dev.sallyport.checks.files;

import dev.sallyport.check.Check;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Percent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Every check of the module, each with a file that it passes on. */
final class EveryCheck {
  static final String LOG = "started\nall well\n";
  private static final int MARKED = 8;

  private EveryCheck() {}

  /** Returns every check, asking a file of that name, by the method that hands it out. */
  static Map<String, Check> of(FileChecks files, Path file) {
    String name = file.toString();
    Map<String, Check> all = new TreeMap<>();
    all.put("testResults", files.testResults(name));
    all.put("coverage", files.coverage(name).atLeast(Percent.of(0)));
    all.put("findings", files.findings(name));
    all.put("backup", files.backup(name));
    all.put("age", files.age(name).below(Duration.ofDays(1)));
    all.put("size", files.size(name).atLeast(DataSize.bytes(LOG.length())));
    all.put("lines", files.logSince(mark(file)).lines("ERROR").atMost(0L));
    return all;
  }

  private static LogMark mark(Path log) {
    try {
      Path copy = Files.createTempFile("marked", ".log");
      Files.writeString(copy, LOG.substring(0, MARKED));
      LogMark mark = LogReader.mark(copy, Instant.now());
      Files.delete(copy);
      String key = Files.exists(log) ? Files.getAttribute(log, "unix:ino").toString() : "";
      String device = Files.exists(log) ? Files.getAttribute(log, "unix:dev").toString() : "0";
      String file = "(dev=" + Long.toHexString(Long.parseLong(device)) + ",ino=" + key + ")";
      return new LogMark(log.toString(), file, MARKED, mark.before(), mark.at());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns what a file must hold for a check to pass. */
  static byte[] good(String check) throws IOException {
    String text =
        switch (check) {
          case "testResults" -> "<testsuite tests='1'><testcase name='x'/></testsuite>";
          case "coverage" ->
              "<coverage line-rate='1'><class filename='A'><line hits='1'/></class></coverage>";
          case "findings" -> "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[]}]}";
          default -> LOG;
        };
    return check.equals("backup") ? gzip() : text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(LOG.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
