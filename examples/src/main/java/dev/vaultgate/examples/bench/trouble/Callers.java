package dev.vaultgate.examples.bench.trouble;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Callers on kept-alive connections, a thread each, who note how each of their calls went. */
final class Callers {

  private final int port;
  private final String request;

  Callers(int port, String key, String model) {
    this.port = port;
    String body =
        "{\"model\":\""
            + model
            + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"max_tokens\":16}";
    this.request =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + key
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
  }

  /** How one call went: its status, 0 for a connection that broke, and how long it took. */
  record Call(int status, boolean hint, long nanos) {}

  /** What all of them saw. */
  record Seen(List<Call> calls, double seconds) {

    long count(int status) {
      return calls.stream().filter(call -> call.status() == status).count();
    }

    double share(int status) {
      return count(status) / (double) Math.max(1, calls.size());
    }

    /** Milliseconds within which this share of the calls of a status ended. */
    double millis(double share, boolean good) {
      long[] nanos =
          calls.stream()
              .filter(call -> (call.status() == 200) == good)
              .mapToLong(Call::nanos)
              .sorted()
              .toArray();
      return nanos.length == 0
          ? Double.NaN
          : nanos[Math.max(0, (int) Math.ceil(share * nanos.length) - 1)] / 1e6;
    }
  }

  /** So many callers who go on as long as it is wanted, each at most at a rate; 0 for any. */
  Seen run(int callers, double perSecondEach, BooleanSupplier wanted) {
    List<Call> all = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < callers; i++) {
      Thread thread =
          new Thread(
              () -> {
                List<Call> mine = one(perSecondEach, wanted);
                synchronized (all) {
                  all.addAll(mine);
                }
              },
              "caller");
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return new Seen(all, (System.nanoTime() - start) / 1e9);
  }

  private List<Call> one(double perSecond, BooleanSupplier wanted) {
    List<Call> calls = new ArrayList<>();
    long interval = perSecond <= 0 ? 0 : (long) (1e9 / perSecond);
    long next = System.nanoTime() + (long) (interval * Math.random());
    while (wanted.getAsBoolean()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        boolean goesOn = true;
        while (goesOn && wanted.getAsBoolean()) {
          LockSupport.parkNanos(next - System.nanoTime());
          next = Math.max(next + interval, System.nanoTime() - interval);
          long begun = System.nanoTime();
          socket.getOutputStream().write(request.getBytes(US_ASCII));
          String head = answer(in);
          calls.add(
              new Call(
                  Integer.parseInt(head.substring(9, 12)),
                  head.contains("\r\nretry-after:"),
                  System.nanoTime() - begun));
          goesOn = !head.contains("\r\nconnection: close");
        }
      } catch (IOException broken) {
        calls.add(new Call(0, false, 0));
      }
    }
    return calls;
  }

  /** Reads an answer; its head in lower case. */
  private static String answer(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      head.append((char) b);
    }
    String lower = head.toString().toLowerCase(Locale.ROOT);
    int at = lower.indexOf("content-length: ") + "content-length: ".length();
    in.skipNBytes(Integer.parseInt(lower.substring(at, lower.indexOf("\r\n", at)).strip()));
    return lower;
  }

  /** A connection that has been answered so many calls, and is kept open. */
  Socket idle(int calls) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    InputStream in = socket.getInputStream();
    for (int i = 0; i < calls; i++) {
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      answer(in);
    }
    return socket;
  }

  /** Opens a stream and reads its first chunk. */
  Socket stream() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    String streamed = request.replace("\"messages\"", "\"stream\":true,\"messages\"");
    int grown = "\"stream\":true,".length();
    int at = streamed.indexOf("Content-Length: ") + "Content-Length: ".length();
    int end = streamed.indexOf("\r\n", at);
    int length = Integer.parseInt(streamed.substring(at, end)) + grown;
    socket
        .getOutputStream()
        .write((streamed.substring(0, at) + length + streamed.substring(end)).getBytes(US_ASCII));
    byte[] some = new byte[2_048];
    int count = socket.getInputStream().read(some);
    if (count < 12 || !new String(some, 0, count, US_ASCII).startsWith("HTTP/1.1 200")) {
      throw new IOException("no stream: " + new String(some, 0, Math.max(0, count), US_ASCII));
    }
    return socket;
  }

  /** Reads a stream to its end; whether it says that it is whole. */
  static boolean endsWell(Socket socket) throws IOException {
    byte[] tail = new byte[0];
    byte[] some = new byte[8_192];
    for (int n = socket.getInputStream().read(some);
        n >= 0;
        n = socket.getInputStream().read(some)) {
      byte[] both = Arrays.copyOf(tail, tail.length + n);
      System.arraycopy(some, 0, both, tail.length, n);
      tail = both.length > 200 ? Arrays.copyOfRange(both, both.length - 200, both.length) : both;
      if (new String(tail, US_ASCII).contains("[DONE]")) {
        return true;
      }
    }
    return false;
  }
}
