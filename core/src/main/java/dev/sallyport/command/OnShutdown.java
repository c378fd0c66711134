package dev.sallyport.command;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a command when the virtual machine is told to end: in a session of its own, the command does
 * not get the terminal's Ctrl-C.
 */
final class OnShutdown implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OnShutdown.class);

  private final Launch launch;
  private final Duration grace;
  private final Thread hook;
  private @Nullable ProcessTree tree;
  private boolean shuttingDown;

  private OnShutdown(Launch launch, Duration grace) {
    this.launch = launch;
    this.grace = grace;
    this.hook = new Thread(this::end, "sallyport-command-shutdown");
  }

  /** Begins to watch, before there is a process: none may slip in while the machine ends. */
  static OnShutdown watch(Launch launch, Duration grace) throws CommandNotStartedException {
    OnShutdown watch = new OnShutdown(launch, grace);
    try {
      Runtime.getRuntime().addShutdownHook(watch.hook);
    } catch (IllegalStateException e) {
      throw shuttingDown(launch);
    }
    return watch;
  }

  /** Starts the process. */
  synchronized Started start(Platform platform) throws CommandNotStartedException {
    if (shuttingDown) {
      throw shuttingDown(launch);
    }
    Started started = Started.start(platform, launch);
    tree = started.tree();
    return started;
  }

  private void end() {
    ProcessTree running;
    synchronized (this) {
      shuttingDown = true;
      running = tree;
    }
    if (running != null) {
      List<String> survivors = TreeKill.kill(running, grace, TreeKill.CONFIRM);
      if (!survivors.isEmpty()) {
        LOG.warn("Left behind at shutdown by {}: {}", launch.shown(), survivors);
      }
    }
    launch.files().delete().forEach(LOG::warn);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("The virtual machine is shutting down; the hook finds nothing left to end.", e);
    }
  }

  private static CommandNotStartedException shuttingDown(Launch launch) {
    return new CommandNotStartedException(
        launch.shown(), "this virtual machine is shutting down.", "resume the run from a new one.");
  }
}
