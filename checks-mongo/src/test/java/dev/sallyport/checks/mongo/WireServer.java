package dev.sallyport.checks.mongo;

import com.mongodb.MongoClientSettings;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import javax.net.ServerSocketFactory;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** Speaks the wire protocol of MongoDB, OP_MSG and the OP_QUERY of the first hello, on loopback. */
final class WireServer implements AutoCloseable {
  private static final int HEADER = 16;
  private static final int OP_REPLY = 1;
  private static final int OP_QUERY = 2004;
  private static final int OP_MSG = 2013;
  private static final Codec<Document> CODEC =
      MongoClientSettings.getDefaultCodecRegistry().get(Document.class);
  private final ServerSocket socket;
  private final BiFunction<String, Document, Optional<Document>> brain;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Serves what the brain answers to a command at our address; at no answer it hangs up. */
  WireServer(ServerSocketFactory sockets, BiFunction<String, Document, Optional<Document>> brain)
      throws IOException {
    this.socket = sockets.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    this.brain = brain;
    start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket one = socket.accept();
        open.add(one);
        start(() -> serve(one));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket one) {
    try (one) {
      DataInputStream in = new DataInputStream(one.getInputStream());
      while (true) {
        byte[] head = in.readNBytes(HEADER);
        if (head.length < HEADER) {
          return;
        }
        ByteBuffer header = little(head);
        byte[] body = in.readNBytes(header.getInt(0) - HEADER);
        answer(one.getOutputStream(), header.getInt(4), header.getInt(12), body);
      }
    } catch (IOException e) {
      // The driver hung up, or the test is over.
    } finally {
      open.remove(one);
    }
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void answer(OutputStream out, int id, int opcode, byte[] body) throws IOException {
    ByteBuffer in = little(body);
    if (opcode == OP_QUERY) {
      in.getInt();
      while (in.get() != 0) {
        continue;
      }
      in.position(in.position() + 8);
      byte[] reply = encode(said(decode(in).append("$db", "admin")));
      ByteBuffer fields = little(new byte[20]);
      fields.putInt(16, 1);
      send(out, id, OP_REPLY, fields.array(), reply);
    } else {
      in.getInt();
      byte[] reply = encode(said(message(in)));
      send(out, id, OP_MSG, new byte[5], reply);
    }
  }

  private Document said(Document command) throws IOException {
    return brain.apply(address(), command).orElseThrow(() -> new IOException("No answer."));
  }

  /** Reads the sections: a body, and sequences of documents that belong into it. */
  private static Document message(ByteBuffer in) {
    Document command = new Document();
    while (in.remaining() > 4) {
      if (in.get() == 0) {
        command.putAll(decode(in));
      } else {
        int end = in.position() + in.getInt(in.position());
        in.getInt();
        StringBuilder name = new StringBuilder();
        for (byte b = in.get(); b != 0; b = in.get()) {
          name.append((char) b);
        }
        List<Document> documents = new ArrayList<>();
        while (in.position() < end) {
          documents.add(decode(in));
        }
        command.append(name.toString(), documents);
      }
    }
    return command;
  }

  private static Document decode(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt(in.position())];
    in.get(bytes);
    try (BsonBinaryReader reader = new BsonBinaryReader(ByteBuffer.wrap(bytes))) {
      return CODEC.decode(reader, DecoderContext.builder().build());
    }
  }

  private static byte[] encode(Document document) {
    BasicOutputBuffer buffer = new BasicOutputBuffer();
    try (BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
      CODEC.encode(writer, document, EncoderContext.builder().build());
      return buffer.toByteArray();
    }
  }

  private static synchronized void send(
      OutputStream out, int to, int opcode, byte[] fields, byte[] body) throws IOException {
    ByteBuffer all = little(new byte[HEADER + fields.length + body.length]);
    all.putInt(all.capacity()).putInt(0).putInt(to).putInt(opcode).put(fields).put(body);
    out.write(all.array());
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket one : open) {
      one.close();
    }
  }
}
