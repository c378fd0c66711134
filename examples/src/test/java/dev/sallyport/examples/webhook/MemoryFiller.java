package dev.sallyport.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Gives a service large events that nobody takes, so that it keeps them; and has it collect
 * garbage, since what is left after a collection is what it tells of its memory.
 */
final class MemoryFiller implements AutoCloseable {
  /** How long it takes, on a machine that is not too busy for it. */
  static final Duration LASTS = Duration.ofSeconds(20);

  private static final int MOST_MEBIBYTES = 320;
  private static final int AT_ONCE = 20;
  // 16 MiB a second, of which 10 are enough to grow by 200 in that time
  private static final Duration EACH = LASTS.multipliedBy(AT_ONCE).dividedBy(MOST_MEBIBYTES);
  private static final String MEBIBYTE = "x".repeat(1024 * 1024 - 500);
  private static final String NOBODY = "http://127.0.0.1:1/";

  private final WebhookWorld world;
  private final VirtualMachine service;
  private final ExecutorService own = Executors.newSingleThreadExecutor();
  private final Future<Integer> work;
  private volatile boolean closed;

  MemoryFiller(WebhookWorld world) throws Exception {
    this.world = world;
    long pid = world.systems.service.running().orElseThrow().pid();
    this.service = VirtualMachine.attach(String.valueOf(pid));
    String address = service.startLocalManagementAgent();
    this.work = own.submit(() -> fill(address));
  }

  private int fill(String address) throws Exception {
    int kept = 0;
    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
      MBeanServerConnection beans = connector.getMBeanServerConnection();
      ObjectName memory = new ObjectName(ManagementFactory.MEMORY_MXBEAN_NAME);
      for (long due = System.nanoTime(); kept < MOST_MEBIBYTES && !closed; kept += AT_ONCE) {
        for (int i = 0; i < AT_ONCE; i++) {
          assertThat(world.customers.deliver(NOBODY, MEBIBYTE)).isEqualTo(202);
        }
        beans.invoke(memory, "gc", new Object[0], new String[0]);
        due += EACH.toNanos();
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      }
    }
    return kept;
  }

  /** Ends it; fails if it could not do what it should. */
  @Override
  public void close() throws IOException, ExecutionException {
    closed = true;
    try {
      assertThat(work.get()).isPositive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      own.shutdown();
      service.detach();
    }
  }
}
