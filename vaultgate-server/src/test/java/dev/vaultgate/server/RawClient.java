package dev.vaultgate.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A client that sends exactly what it is told, for tests of what happens on the wire. */
final class RawClient implements AutoCloseable {

  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /** An answer as it came: interim responses are skipped. */
  record Answer(int status, List<String> headers, String body) {

    Optional<String> header(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(h -> h.substring(prefix.length()).strip())
          .findFirst();
    }
  }

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  RawClient send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Says that nothing more will be sent, and goes on reading. */
  RawClient halfClose() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** A request with a body, complete and well formed, in one piece. */
  RawClient post(String path, String key, String json) throws IOException {
    return send(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + key
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + json.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + json);
  }

  RawClient get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  /** Reads one line without its end; null at the end of the stream. */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    if (b < 0) {
      return null;
    }
    while (b >= 0 && b != '\n') {
      if (b != '\r') {
        line.write(b);
      }
      b = in.read();
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Reads status line and headers of the next response, final or not. */
  Answer head() throws IOException {
    String status = line();
    if (status == null) {
      throw new IOException("the connection was closed instead of an answer");
    }
    List<String> headers = new ArrayList<>();
    for (String line = line(); line != null && !line.isEmpty(); line = line()) {
      headers.add(line);
    }
    return new Answer(Integer.parseInt(status.substring(STATUS_AT, STATUS_AT + 3)), headers, "");
  }

  /** Reads the next final answer with its body. */
  Answer answer() throws IOException {
    Answer head = head();
    while (head.status() < 200) {
      head = head();
    }
    String body;
    if (head.header("Transfer-Encoding").isPresent()) {
      body = chunked();
    } else if (head.header("Content-Length").isPresent()) {
      int length = Integer.parseInt(head.header("Content-Length").get());
      body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    } else {
      body = rest();
    }
    return new Answer(head.status(), head.headers(), body);
  }

  /**
   * Reads one chunk of a chunked body; null after the last. The line end that belongs to a chunk is
   * read with the next one, because Jetty sends it so.
   */
  String chunk() throws IOException {
    String size = line();
    if (size != null && size.isEmpty()) {
      size = line();
    }
    if (size == null) {
      throw new IOException("the connection was closed within a chunked body");
    }
    int length = Integer.parseInt(size, 16);
    if (length == 0) {
      line();
      return null;
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private String chunked() throws IOException {
    StringBuilder body = new StringBuilder();
    for (String chunk = chunk(); chunk != null; chunk = chunk()) {
      body.append(chunk);
    }
    return body.toString();
  }

  /** Everything until the server closes. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Whether the server has closed the connection, waiting for it. */
  boolean isClosedByServer() throws IOException {
    return in.read() < 0;
  }

  /** Leaves without a word, as a process that ends does. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
