package dev.sallyport.bench;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Reading;
import dev.sallyport.checks.http.HttpChecks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The load probe at 5,000 requests a second over 1,000 connections, beside a bare loop over as many
 * sockets; each in a process of its own, and so is the server, which holds each answer for 200 ms.
 */
final class LoadProbeCost {
  private static final int CONNECTIONS = 1000;
  private static final int PER_SECOND = 5000;
  private static final int HOLD = 1000 * CONNECTIONS / PER_SECOND;
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration LENGTH = Duration.ofSeconds(10);

  private LoadProbeCost() {}

  /**
   * What it took.
   *
   * @param perSecond how many requests a second were begun (probe) or answered (bare loop)
   * @param cpu microseconds of processor time for each request, compiling included
   * @param connections the most that were open at the server at once
   */
  record Cost(double perSecond, double cpu, long connections) {}

  /** Sends the load by the probe. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] args) throws Exception {
      URI uri = URI.create("http://127.0.0.1:" + args[0] + "/");
      try (HttpChecks http = HttpChecks.create()) {
        Reading<Rate> reading =
            http.load(uri)
                .rate(Rate.perSecond(PER_SECOND))
                .lasting(LENGTH)
                .warmUp(WARM_UP)
                .maxInFlight(2 * CONNECTIONS)
                .achievedRate()
                .read(CheckContext.of(Clock.systemUTC(), Duration.ofMinutes(1)));
        reading.evidence().observed().forEach(System.err::println);
        print(
            ((Reading.Value<Rate>) reading).value().perSecond(),
            PER_SECOND * LENGTH.plus(WARM_UP).toSeconds());
      }
    }
  }

  /** Sends each connection's next request when its answer is there. */
  static final class BareLoop {
    private static final byte[] REQUEST =
        "GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private BareLoop() {}

    public static void main(String[] args) throws IOException {
      InetSocketAddress to =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
      Selector selector = Selector.open();
      ByteBuffer out = ByteBuffer.allocateDirect(REQUEST.length).put(REQUEST);
      ByteBuffer in = ByteBuffer.allocateDirect(4096);
      for (int i = 0; i < CONNECTIONS; i++) {
        SocketChannel channel = SocketChannel.open(to);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        channel.write(out.rewind());
      }
      long counted = System.nanoTime() + WARM_UP.toNanos();
      long end = counted + LENGTH.toNanos();
      long all = 0;
      long answers = 0;
      for (long now = 0; now - end < 0; now = System.nanoTime()) {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          SocketChannel channel = (SocketChannel) key.channel();
          in.clear();
          if (channel.read(in) > 0) {
            channel.write(out.rewind());
            all++;
            answers += now - counted > 0 ? 1 : 0;
          }
        }
        selector.selectedKeys().clear();
      }
      print((double) answers / LENGTH.toSeconds(), all);
    }
  }

  private static void print(double perSecond, long requests) {
    long cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1000;
    System.out.printf(Locale.ROOT, "%f %f%n", perSecond, (double) cpu / requests);
  }

  static Cost probe() throws IOException, InterruptedException {
    return measure(Probe.class);
  }

  static Cost bareLoop() throws IOException, InterruptedException {
    return measure(BareLoop.class);
  }

  private static Cost measure(Class<?> client) throws IOException, InterruptedException {
    Process server = start(HoldingServer.class, String.valueOf(HOLD));
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII))) {
      String port = said.readLine();
      Process process = start(client, port);
      String result =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(client.getName() + " ended with " + process.exitValue());
      }
      server.getOutputStream().write('\n');
      server.getOutputStream().flush();
      double[] numbers =
          Arrays.stream(result.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
      return new Cost(numbers[0], numbers[1], Long.parseLong(said.readLine()));
    } finally {
      server.destroyForcibly();
    }
  }

  private static Process start(Class<?> main, String argument) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(main.getName(), argument));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Prints the rows of this benchmark alone. */
  public static void main(String[] args) throws IOException, InterruptedException {
    System.out.print(rows());
  }

  static String rows() throws IOException, InterruptedException {
    Cost probe = probe();
    Cost bare = bareLoop();
    return row("requests a second", probe.perSecond(), bare.perSecond())
        + row("connections", (double) probe.connections(), (double) bare.connections())
        + row("\u00b5s of processor a request", probe.cpu(), bare.cpu());
  }

  private static String row(String unit, double ours, double floor) {
    return String.format(
        Locale.ROOT,
        "| load of %,d a second, answers held for %d ms | %s | %.2f | %.2f | %.2f | | |%n",
        PER_SECOND,
        HOLD,
        unit,
        ours,
        floor,
        ours / floor);
  }
}
