package dev.sallyport.checks.http;

import java.io.IOException;
import java.net.Socket;
import java.util.function.Consumer;

/** Asks for one answer over a connection of its own: the network, or the script of a test. */
@FunctionalInterface
interface Exchange {
  /**
   * Sends the request and reads the answer.
   *
   * @param opened told of the socket, if there is one, so that it can be closed from outside
   * @throws IOException if there was no answer in time, or not a whole one
   */
  Answer send(Wire.Request request, Deadline deadline, Consumer<Socket> opened) throws IOException;
}
