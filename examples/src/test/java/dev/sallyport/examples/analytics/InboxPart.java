package dev.sallyport.examples.analytics;

import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.examples.checklist.Programs;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A real mail server that keeps what it takes, and tells of it as Mailpit's HTTP API does. */
final class InboxPart implements AutoCloseable {
  private static final Pattern ONE = Pattern.compile("/api/v1/message/(\\d+)(?:/part/(\\d+))?");

  private final GreenMail mail;
  private final HttpServer api;

  InboxPart() throws IOException {
    this.mail =
        new GreenMail(new ServerSetup(Programs.freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    this.api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext("/", this::take);
    api.start();
  }

  /** Where mail is taken. */
  InetSocketAddress smtp() {
    return new InetSocketAddress("127.0.0.1", mail.getSmtp().getPort());
  }

  /** Where is told what was taken. */
  URI address() {
    return URI.create("http://127.0.0.1:" + api.getAddress().getPort() + "/");
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Matcher one = ONE.matcher(path);
      List<StoredMessage> all = mail.getManagers().getImapHostManager().getAllMessages();
      if (path.equals("/api/v1/messages")) {
        json(exchange, list(all));
      } else if (one.matches() && Integer.parseInt(one.group(1)) < all.size()) {
        one(exchange, all.get(Integer.parseInt(one.group(1))), one.group(2));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    } catch (MessagingException e) {
      throw new IOException(e);
    }
  }

  /** The newest first. */
  private static Map<String, Object> list(List<StoredMessage> all) throws MessagingException {
    List<Map<String, Object>> messages = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      MimeMessage message = all.get(i).getMimeMessage();
      messages.add(
          Map.of(
              "ID", "" + i,
              "To", List.of(Map.of("Address", address(message))),
              "Subject", message.getSubject(),
              "Created", all.get(i).getReceivedDate().toInstant().toString()));
    }
    return Map.of("total", all.size(), "messages", messages);
  }

  private static String address(MimeMessage message) throws MessagingException {
    return ((InternetAddress) message.getAllRecipients()[0]).getAddress();
  }

  private static void one(HttpExchange exchange, StoredMessage stored, @Nullable String part)
      throws IOException, MessagingException {
    Multipart parts = (Multipart) stored.getMimeMessage().getContent();
    if (part != null) {
      byte[] content =
          parts
              .getBodyPart(Integer.parseInt(part))
              .getDataHandler()
              .getInputStream()
              .readAllBytes();
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
      return;
    }
    List<Map<String, String>> attachments = new ArrayList<>();
    for (int i = 0; i < parts.getCount(); i++) {
      BodyPart each = parts.getBodyPart(i);
      if (each.getFileName() != null) {
        attachments.add(
            Map.of(
                "PartID", "" + i,
                "FileName", each.getFileName(),
                "ContentType", each.getContentType().replaceFirst(";(.|\\s)*", "")));
      }
    }
    Date sent = stored.getMimeMessage().getSentDate();
    Date told = sent == null ? stored.getReceivedDate() : sent;
    json(exchange, Map.of("Date", told.toInstant().toString(), "Attachments", attachments));
  }

  private static void json(HttpExchange exchange, Object value) throws IOException {
    byte[] body = JsonApi.JSON.writeValueAsBytes(value);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    api.stop(0);
    mail.stop();
  }
}
