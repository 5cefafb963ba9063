package dev.vaultgate.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider on a real socket that plays one script for each request. It notes the requests, and
 * whether a caller has left while a script waited for that.
 */
public final class RawUpstream implements AutoCloseable {

  /** What to answer; returning keeps the connection for the next request. */
  @FunctionalInterface
  public interface Script {
    void play(Connection connection) throws IOException, InterruptedException;
  }

  /** One request's connection. */
  public static final class Connection {
    private final Socket socket;
    private final CountDownLatch callerLeft;

    private Connection(Socket socket, CountDownLatch callerLeft) {
      this.socket = socket;
      this.callerLeft = callerLeft;
    }

    public Connection send(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(UTF_8));
      out.flush();
      return this;
    }

    /** Status line and headers of an answer whose body ends with the connection. */
    public Connection head(int status, String contentType) throws IOException {
      return send(
          "HTTP/1.1 "
              + status
              + " X\r\nContent-Type: "
              + contentType
              + "\r\nConnection: close\r\n\r\n");
    }

    /** A whole answer with its length. */
    public Connection answer(int status, String contentType, String body) throws IOException {
      return send(
          "HTTP/1.1 "
              + status
              + " X\r\nContent-Type: "
              + contentType
              + "\r\nContent-Length: "
              + body.getBytes(UTF_8).length
              + "\r\n\r\n"
              + body);
    }

    /** Waits for the other side to close. */
    public void awaitCallerLeaving() throws IOException {
      try {
        while (socket.getInputStream().read() >= 0) {
          // A caller that waits sends nothing.
        }
      } catch (IOException reset) {
        callerLeft.countDown();
        throw reset;
      }
      callerLeft.countDown();
    }

    /** Closes with a FIN. */
    public void finish() throws IOException {
      socket.close();
    }

    /** Closes with an RST. */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  private final ServerSocket server;
  private final BlockingQueue<Script> scripts = new LinkedBlockingQueue<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final CountDownLatch callerLeft = new CountDownLatch(1);
  private final AtomicInteger connections = new AtomicInteger();

  public RawUpstream() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  public String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
  }

  public RawUpstream then(Script script) {
    scripts.add(script);
    return this;
  }

  /** The bodies of the requests so far. */
  public List<String> bodies() {
    return bodies;
  }

  public int connections() {
    return connections.get();
  }

  /** Waits until a caller has closed its connection under a script that waits for that. */
  public boolean callerLeft(long time, TimeUnit unit) throws InterruptedException {
    return callerLeft.await(time, unit);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        daemon(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      while (!socket.isClosed()) {
        bodies.add(request(socket.getInputStream()));
        scripts.take().play(new Connection(socket, callerLeft));
      }
    } catch (IOException | InterruptedException endOfConnection) {
      // The script, the caller or the test's end closed it.
    }
  }

  /** Reads one request with a Content-Length, and returns its body. */
  private static String request(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      head.append((char) b);
    }
    String lower = head.toString().toLowerCase(Locale.ROOT);
    int at = lower.indexOf("content-length:") + "content-length:".length();
    int length = Integer.parseInt(lower.substring(at, lower.indexOf("\r\n", at)).strip());
    return new String(in.readNBytes(length), US_ASCII);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "raw-upstream");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
