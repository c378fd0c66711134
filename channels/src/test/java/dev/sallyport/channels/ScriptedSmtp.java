package dev.sallyport.channels;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A server of SMTP that answers by a script, for what a real one does not do when it is asked to:
 * STARTTLS, refusals, silence. Where it has no script it takes everything; {@link MailTest} sends
 * the same to it and to GreenMail.
 */
final class ScriptedSmtp implements AutoCloseable {
  static final String HANG = "hang";
  static final String CLOSE = "close";

  private final ServerSocket listening;
  private final Optional<SSLContext> tls;
  private final Map<String, String> script = new ConcurrentHashMap<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  ScriptedSmtp(Optional<SSLContext> tls) throws IOException {
    this.tls = tls;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    inBackground(this::accept);
  }

  static ScriptedSmtp plain() throws IOException {
    return new ScriptedSmtp(Optional.empty());
  }

  /**
   * Answers a command, by its first word or its whole line, so; {@code .} stands for the end of an
   * e-mail, {@code HI} for the begin.
   */
  ScriptedSmtp on(String command, String reply) {
    script.put(command, reply);
    return this;
  }

  ScriptedSmtp asUsual(String command) {
    script.remove(command);
    return this;
  }

  int port() {
    return listening.getLocalPort();
  }

  List<String> commands() {
    return commands;
  }

  List<String> mails() {
    return mails;
  }

  private void accept() throws IOException {
    while (true) {
      Socket socket = listening.accept();
      open.add(socket);
      inBackground(() -> talk(socket));
    }
  }

  private void talk(Socket first) throws IOException {
    Socket socket = first;
    if (!say(socket, "HI", "220 scripted")) {
      return;
    }
    BufferedReader in = reader(socket);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String word = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      commands.add(line);
      String usual = usual(word, socket);
      if (!say(socket, word, script.getOrDefault(line, usual))) {
        return;
      }
      if (word.equals("STARTTLS") && tls.isPresent()) {
        socket = encrypted(socket, tls.get());
        in = reader(socket);
      }
      if (word.equals("DATA") && !script.containsKey("DATA")) {
        mails.add(text(in));
        if (!say(socket, ".", "250 taken")) {
          return;
        }
      }
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
  }

  private static SSLSocket encrypted(Socket socket, SSLContext context) throws IOException {
    SSLSocket encrypted =
        (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    encrypted.setUseClientMode(false);
    return encrypted;
  }

  private String usual(String word, Socket socket) {
    return switch (word) {
      case "EHLO" ->
          "250-scripted\r\n"
              + (tls.isPresent() && !(socket instanceof SSLSocket) ? "250-STARTTLS\r\n" : "")
              + "250 AUTH PLAIN";
      case "AUTH" -> "235 welcome";
      case "DATA" -> "354 go on";
      case "STARTTLS" -> "220 go on";
      case "QUIT" -> "221 bye";
      default -> "250 ok";
    };
  }

  private boolean say(Socket socket, String word, String usual) throws IOException {
    String reply = script.getOrDefault(word, usual);
    if (reply.equals(CLOSE)) {
      socket.close();
      return false;
    }
    if (!reply.equals(HANG)) {
      socket.getOutputStream().write((reply + "\r\n").getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    }
    return true;
  }

  private static String text(BufferedReader in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private static void inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                return; // the other side or close() has ended it
              }
            },
            "scripted-smtp");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private interface Work {
    void run() throws IOException;
  }
}
