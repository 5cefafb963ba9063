package dev.vaultgate.cli;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The process's streams as text. Where the system claims to know nothing but ASCII, as a container
 * without a locale does, UTF-8 is meant.
 */
final class Streams {

  private Streams() {}

  static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(stream, true, charset());
  }

  static BufferedReader reader(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, charset()));
  }

  /** What the terminal speaks; JDKs before 19 know only what the system does. */
  private static Charset charset() {
    String system = System.getProperty("native.encoding", "UTF-8");
    Charset charset = Charset.forName(System.getProperty("stdout.encoding", system));
    return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
  }
}
