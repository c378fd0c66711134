package dev.sallyport.checks.files;

import dev.sallyport.check.DataSize;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a tar file: header by header, up to the two empty blocks that end it. */
final class TarVerifier {
  static final int BLOCK = 512;
  private static final int MAGIC = 257;
  private static final int NAME = 100;
  private static final int SIZE = 124;
  private static final int SUM = 148;
  private static final int TYPE = 156;
  private static final int PREFIX = 345;
  private static final int SPARSE_GOES_ON = 482;
  private static final int SPARSE_STILL_GOES_ON = 504;

  private final InputStream in;
  private final List<String> names = new ArrayList<>();
  private String longName = "";
  private long items;
  private long size;

  TarVerifier(InputStream in) {
    this.in = in;
  }

  static boolean isTar(byte[] head) {
    return head.length == BLOCK
        && text(head, MAGIC, 5).equals("ustar")
        && sum(head) == octal(head, SUM, 8);
  }

  static Verified verify(Path backup) throws IOException, DamagedBackupException {
    try (InputStream in =
        new BufferedInputStream(
            new BoundedStream(Files.newInputStream(backup), Long.MAX_VALUE), 65_536)) {
      return new TarVerifier(in).verify("tar");
    } catch (MalformedException | EOFException e) {
      throw DamagedBackupException.because(e);
    }
  }

  /** Reads the stream to its end. */
  Verified verify(String how) throws IOException {
    int empty = 0;
    while (empty < 2) {
      byte[] block = in.readNBytes(BLOCK);
      if (block.length < BLOCK) {
        throw new EOFException("it is cut off after " + items + " items");
      }
      if (isEmpty(block)) {
        empty++;
      } else if (empty > 0) {
        throw new MalformedException("something follows its end");
      } else {
        entry(block);
      }
    }
    in.transferTo(OutputStream.nullOutputStream()); // filled up to a record, and gzip's checksum
    return new Verified(how, items, names, DataSize.bytes(size));
  }

  private void entry(byte[] header) throws IOException {
    if (sum(header) != octal(header, SUM, 8)) {
      throw new MalformedException("the checksum of a header is wrong, after " + items + " items");
    }
    long length = number(header);
    char type = (char) header[TYPE];
    sparse(header, type);
    if (type == 'L') {
      longName = text(in.readNBytes((int) Math.min(length, BLOCK * 16L)), 0, BLOCK * 16);
      skip(padded(length) - Math.min(length, BLOCK * 16L));
      return;
    }
    if (type != 'x' && type != 'g' && type != 'K') {
      add(longName.isEmpty() ? name(header) : longName);
      size += length;
      longName = "";
    }
    skip(padded(length));
  }

  private void add(String name) {
    items++;
    if (names.size() < Verified.NAMES) {
      names.add(name.startsWith("./") ? name.substring(2) : name);
    }
  }

  private void sparse(byte[] header, char type) throws IOException {
    boolean more = type == 'S' && header[SPARSE_GOES_ON] != 0;
    while (more) {
      byte[] block = in.readNBytes(BLOCK);
      if (block.length < BLOCK) {
        throw new EOFException("it is cut off after " + items + " items");
      }
      more = block[SPARSE_STILL_GOES_ON] != 0;
    }
  }

  private void skip(long count) throws IOException {
    try {
      in.skipNBytes(count);
    } catch (EOFException e) {
      throw new EOFException("it is cut off in item " + items);
    }
  }

  private static long padded(long length) {
    return (length + BLOCK - 1) / BLOCK * BLOCK;
  }

  private static String name(byte[] header) {
    String name = text(header, 0, NAME);
    String prefix = text(header, MAGIC, 6).equals("ustar") ? text(header, PREFIX, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** Octal, or, for what is too large for that, binary. */
  private static long number(byte[] header) throws MalformedException {
    if ((header[SIZE] & 0x80) == 0) {
      long octal = octal(header, SIZE, 12);
      if (octal < 0) {
        throw new MalformedException("the size of an item is no number");
      }
      return octal;
    }
    long value = 0;
    for (int i = SIZE + 4; i < SIZE + 12; i++) {
      value = value << 8 | header[i] & 0xff;
    }
    if (value < 0) {
      throw new MalformedException("the size of an item is no number");
    }
    return value;
  }

  private static long octal(byte[] header, int from, int length) {
    String digits = text(header, from, length).strip();
    if (!digits.matches("[0-7]{0,20}")) {
      return -1;
    }
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }

  private static long sum(byte[] header) {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= SUM && i < SUM + 8 ? ' ' : header[i] & 0xff;
    }
    return sum;
  }

  private static boolean isEmpty(byte[] block) {
    for (byte one : block) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < Math.min(from + length, bytes.length) && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }
}
