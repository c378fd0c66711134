package dev.sallyport.checks.mongo;

import java.io.IOException;

/** Stops a process of a test and lets it go on. */
final class Signals {
  private Signals() {}

  static void stop(Process process) throws IOException, InterruptedException {
    send("-STOP", process);
  }

  static void goOn(Process process) throws IOException, InterruptedException {
    send("-CONT", process);
  }

  private static void send(String signal, Process process)
      throws IOException, InterruptedException {
    int exit = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    if (exit != 0) {
      throw new IOException("kill " + signal + " ended with " + exit);
    }
  }
}
