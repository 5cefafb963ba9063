package dev.vaultgate.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Where UTF-8 is written to that is wanted line by line. For one thread. */
final class LineOutput extends OutputStream {

  /** Takes a line, without its end. */
  @FunctionalInterface
  interface Reader {
    void read(String line) throws IOException;
  }

  private final Reader reader;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineOutput(Reader reader) {
    this.reader = reader;
  }

  @Override
  public void write(int b) throws IOException {
    if (b == '\n') {
      end();
    } else {
      line.write(b);
    }
  }

  private void end() throws IOException {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    reader.read(text);
  }

  /** Hands on what has no end. */
  @Override
  public void close() throws IOException {
    if (line.size() > 0) {
      end();
    }
  }
}
