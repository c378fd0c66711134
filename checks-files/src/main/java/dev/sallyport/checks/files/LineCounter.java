package dev.sallyport.checks.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Counts the lines that match, in one file after the other. */
final class LineCounter {
  private static final int LONGEST = 65_536;
  private static final int SAMPLES = 5;

  private final Pattern wanted;
  private final Optional<Pattern> life;
  private final byte[] buffer = new byte[65_536];
  private final byte[] line = new byte[LONGEST];
  private final List<String> samples = new ArrayList<>();
  private int length;
  private boolean cutting;
  private long lines;
  private long cut;
  private long matches;
  private long alive;

  LineCounter(Pattern wanted, Optional<Pattern> life) {
    this.wanted = wanted;
    this.life = life;
  }

  /** Reads so many bytes; what is written meanwhile is for the next sample. */
  void read(InputStream in, long bytes) throws IOException {
    long left = bytes;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        break;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("the sample is over");
      }
      take(read);
      left -= read;
    }
    if (length > 0) {
      judge(); // not ended yet, but it may say something bad already
      length = 0;
      cutting = false;
    }
  }

  private void take(int read) throws IOException {
    int begin = 0;
    for (int i = 0; i < read; i++) {
      if (buffer[i] == '\n') {
        append(begin, i);
        lines++;
        judge();
        length = 0;
        cutting = false;
        begin = i + 1;
      }
    }
    append(begin, read);
  }

  private void append(int begin, int end) {
    int room = Math.min(end - begin, LONGEST - length);
    System.arraycopy(buffer, begin, line, length, room);
    length += room;
    if (room < end - begin && !cutting) {
      cutting = true;
      cut++;
    }
  }

  private void judge() throws IOException {
    String text = new String(line, 0, length, StandardCharsets.UTF_8);
    CharSequence stoppable = new StoppableText(text);
    try {
      if (wanted.matcher(stoppable).find()) {
        matches++;
        if (samples.size() < SAMPLES) {
          samples.add(JUnitXml.line(text));
        }
      }
      if (life.isPresent() && life.get().matcher(stoppable).find()) {
        alive++;
      }
    } catch (StackOverflowError e) {
      throw new MalformedException("a line is too long for the regular expression");
    } catch (StoppableText.StoppedException e) {
      throw new InterruptedIOException("the sample is over");
    }
  }

  long lines() {
    return lines;
  }

  long cut() {
    return cut;
  }

  long matches() {
    return matches;
  }

  long alive() {
    return alive;
  }

  List<String> samples() {
    return List.copyOf(samples);
  }
}
