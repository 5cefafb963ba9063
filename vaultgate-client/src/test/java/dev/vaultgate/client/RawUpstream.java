package dev.vaultgate.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A provider on a real socket that plays one script for each request, or the same one for all. It
 * notes the requests, and whether a caller has left while a script waited for that.
 */
public final class RawUpstream implements AutoCloseable {

  /** What to answer; returning keeps the connection for the next request. */
  @FunctionalInterface
  public interface Script {
    void play(Connection connection) throws IOException, InterruptedException;
  }

  /**
   * A request as it came.
   *
   * @param target path and query
   * @param headers by name in lower case
   */
  public record Request(String method, String target, Map<String, String> headers, String body) {}

  /** One request's connection. */
  public static final class Connection {
    private final Socket socket;
    private final Request request;
    private final CountDownLatch callerLeft;

    private Connection(Socket socket, Request request, CountDownLatch callerLeft) {
      this.socket = socket;
      this.request = request;
      this.callerLeft = callerLeft;
    }

    /** What is to be answered. */
    public Request request() {
      return request;
    }

    public Connection send(String text) throws IOException {
      return send(text.getBytes(UTF_8));
    }

    public Connection send(byte[] bytes) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
      return this;
    }

    /**
     * Waits, and looks meanwhile whether the other side closes.
     *
     * @return whether it has
     */
    public boolean closesWithin(Duration time) throws IOException {
      if (time.isZero()) {
        return false;
      }
      socket.setSoTimeout((int) Math.max(1, time.toMillis()));
      try {
        boolean isClosed = socket.getInputStream().read() < 0;
        if (isClosed) {
          callerLeft.countDown();
        }
        return isClosed;
      } catch (SocketTimeoutException stillThere) {
        return false;
      } finally {
        socket.setSoTimeout(0);
      }
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

    /**
     * A whole answer, in one write.
     *
     * @param head status line and headers, each with its line end
     */
    public void answer(String head, byte[] body) throws IOException {
      ByteArrayOutputStream all = new ByteArrayOutputStream(head.length() + body.length + 64);
      all.write(ascii(head + "Content-Length: " + body.length + "\r\n\r\n"));
      all.write(body);
      all.writeTo(socket.getOutputStream());
    }

    /**
     * A whole answer in chunks of so many bytes, each in a write of its own. Who reads the body
     * never gets more than a chunk at once, however the network joins them.
     */
    public void answerInPieces(String head, byte[] body, int pieceBytes) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(ascii(head + "Transfer-Encoding: chunked\r\n\r\n"));
      for (int at = 0; at < body.length; at += pieceBytes) {
        int length = Math.min(pieceBytes, body.length - at);
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(length + 8);
        chunk.write(ascii(Integer.toHexString(length) + "\r\n"));
        chunk.write(body, at, length);
        chunk.write(ascii("\r\n"));
        chunk.writeTo(out);
      }
      out.write(ascii("0\r\n\r\n"));
    }

    private static byte[] ascii(String text) {
      return text.getBytes(US_ASCII);
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
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile @Nullable Script always;
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

  /** Plays this for each request from now on. */
  public void always(Script script) {
    always = script;
  }

  /** The requests so far. */
  public List<Request> requests() {
    return requests;
  }

  /** The bodies of the requests so far. */
  public List<String> bodies() {
    return requests.stream().map(Request::body).toList();
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
        socket.setTcpNoDelay(true);
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
        Request request = request(socket.getInputStream());
        requests.add(request);
        Script script = always == null ? scripts.take() : always;
        script.play(new Connection(socket, request, callerLeft));
      }
    } catch (IOException | InterruptedException endOfConnection) {
      // The script, the caller or the test's end closed it.
    }
  }

  /** Reads one request with a Content-Length. */
  private static Request request(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      head.append((char) b);
    }
    List<String> lines = head.toString().lines().toList();
    Map<String, String> headers = new HashMap<>();
    for (String line : lines.subList(1, lines.size() - 1)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String[] first = lines.get(0).split(" ", 3);
    return new Request(
        first[0], first[1], Map.copyOf(headers), new String(in.readNBytes(length), UTF_8));
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
