package dev.vaultgate.examples.bench.trouble;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A provider of OpenAI's dialect with a thread for each connection: slow, or failing, or streaming
 * for long, as it is told. It counts requests and notes when its callers leave.
 */
final class Provider implements AutoCloseable {

  private static final int BACKLOG = 4_096;
  private static final String ANSWER =
      "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
          + "\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"stop\"}],"
          + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":1,\"total_tokens\":11}}";
  private static final String PIECE =
      "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
          + "[{\"index\":0,\"delta\":{\"content\":\"word \"}}]}\n\n";
  private static final String END =
      "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
          + "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

  private final ServerSocket server;
  private final double failShare;
  private final long delayNanos;
  private final int pieces;
  private final long paceNanos;
  private final AtomicLong requests = new AtomicLong();
  private final ConcurrentLinkedQueue<Long> departures = new ConcurrentLinkedQueue<>();

  private Provider(double failShare, long delayMillis, int pieces, long paceMillis)
      throws IOException {
    this.failShare = failShare;
    this.delayNanos = delayMillis * 1_000_000;
    this.pieces = pieces;
    this.paceNanos = paceMillis * 1_000_000;
    this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  static Provider answering(double failShare, long delayMillis) throws IOException {
    return new Provider(failShare, delayMillis, 1, 0);
  }

  static Provider streaming(int pieces, long paceMillis) throws IOException {
    return new Provider(0, 0, pieces, paceMillis);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
  }

  long requests() {
    return requests.get();
  }

  /** When callers left before their stream's end, on the clock of {@link System#nanoTime()}. */
  ConcurrentLinkedQueue<Long> departures() {
    return departures;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        daemon(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (true) {
        boolean stream = readRequest(in);
        requests.incrementAndGet();
        LockSupport.parkNanos(delayNanos);
        if (ThreadLocalRandom.current().nextDouble() < failShare) {
          send(out, head("500 Failed", 2) + "{}");
        } else if (stream) {
          stream(socket, out);
          return;
        } else {
          send(out, head("200 OK", ANSWER.length()) + ANSWER);
        }
      }
    } catch (IOException end) {
      // The gateway has closed the connection, as it may.
      return;
    }
  }

  private void stream(Socket socket, OutputStream out) throws IOException {
    send(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
    try {
      for (int i = 0; i < pieces; i++) {
        send(out, PIECE);
        socket.setSoTimeout((int) Math.max(1, paceNanos / 1_000_000));
        try {
          if (socket.getInputStream().read() < 0) {
            throw new EOFException();
          }
        } catch (java.net.SocketTimeoutException stillThere) {
          // Nothing is expected from who listens.
        }
      }
      send(out, END);
    } catch (IOException left) {
      departures.add(System.nanoTime());
      throw left;
    }
  }

  private static String head(String status, int length) {
    return "HTTP/1.1 "
        + status
        + "\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(US_ASCII));
    out.flush();
  }

  /** Reads a request; whether it asks for a stream. */
  private static boolean readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      head.append((char) b);
    }
    String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
    int at = lower.indexOf("content-length: ") + "content-length: ".length();
    int length = Integer.parseInt(lower.substring(at, lower.indexOf("\r\n", at)).strip());
    return new String(in.readNBytes(length), US_ASCII).contains("\"stream\":true");
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "provider");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
