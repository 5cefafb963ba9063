package dev.vaultgate.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A provider that takes one request, says as much as it is told to, and then waits for ever; it
 * sees when its connection ends.
 */
final class SilentProvider implements AutoCloseable {

  private final ServerSocket socket;
  private final Thread thread;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch left = new CountDownLatch(1);

  SilentProvider(String answer) throws IOException {
    socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    thread = new Thread(() -> serve(answer.getBytes(StandardCharsets.UTF_8)));
    thread.start();
  }

  /** The head of a stream and its first chunk, without an end. */
  static String streamOf(String json) {
    String event = "data: " + json + "\n\n";
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        + Integer.toHexString(event.length())
        + "\r\n"
        + event
        + "\r\n";
  }

  String baseUrl() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
  }

  boolean isAskedWithin(long seconds) throws InterruptedException {
    return asked.await(seconds, TimeUnit.SECONDS);
  }

  boolean isLeftWithin(long millis) throws InterruptedException {
    return left.await(millis, TimeUnit.MILLISECONDS);
  }

  private void serve(byte[] answer) {
    try (Socket connection = socket.accept()) {
      InputStream in = connection.getInputStream();
      readRequest(in);
      asked.countDown();
      OutputStream out = connection.getOutputStream();
      out.write(answer);
      out.flush();
      while (in.read() >= 0) {
        // Nothing more is expected; only the end matters.
      }
    } catch (IOException e) {
      // A reset is an end as well.
    }
    left.countDown();
  }

  private static void readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    String length = "content-length: ";
    int at = head.toString().toLowerCase(java.util.Locale.ROOT).indexOf(length) + length.length();
    in.readNBytes(Integer.parseInt(head.substring(at, head.indexOf("\r\n", at))));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    socket.close();
    thread.join();
  }
}
