package dev.sallyport.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/** Passes on the lines that a person types. */
record Keyboard(InputStream in, Consumer<Note> notes) {

  void start() {
    Thread thread = new Thread(this::read, "sallyport-keyboard");
    // Reading cannot be interrupted; so the thread must not keep the process alive.
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
    try {
      String line = lines.readLine();
      while (line != null) {
        notes.accept(new Note.Typed(line));
        line = lines.readLine();
      }
      notes.accept(new Note.NobodyThere());
    } catch (IOException e) {
      // A terminal that is gone: nobody can type any more.
      notes.accept(new Note.NobodyThere());
    }
  }
}
