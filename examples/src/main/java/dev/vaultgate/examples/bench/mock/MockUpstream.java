package dev.vaultgate.examples.bench.mock;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vaultgate.examples.bench.http.ReadBuffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The mock's event loop: one thread, one selector, on the loopback address.
 *
 * <p>It serves {@code POST /v1/chat/completions}, and {@code PUT /mock/settings} to change how (see
 * {@link MockSettings}). Settings must not be changed while streams are running. As a program it
 * takes a port (0 for any), prints {@code listening on PORT}, and runs until it is killed.
 */
public final class MockUpstream implements AutoCloseable {

  /** Where settings are put. */
  public static final String SETTINGS_PATH = "/mock/settings";

  static final byte[] CHAT_COMPLETIONS = "POST /v1/chat/completions ".getBytes(US_ASCII);

  private static final String TEXT = "text/plain";
  private static final int BACKLOG = 4_096;

  private final Selector selector;
  private final ServerSocketChannel server;
  private final Timeline timeline = new Timeline();
  private final ReadBuffer buffer = new ReadBuffer();
  private final ByteBuffer plainAnswer = PlainAnswer.bytes();

  private MockSettings settings = MockSettings.instant();
  private StreamScript stream = StreamScript.of(settings.deltas());

  private MockUpstream(Selector selector, ServerSocketChannel server) {
    this.selector = selector;
    this.server = server;
  }

  /** Listens, but does not serve before {@link #run}. */
  public static MockUpstream listen(int port) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    server.configureBlocking(false);
    Selector selector = Selector.open();
    server.register(selector, SelectionKey.OP_ACCEPT);
    return new MockUpstream(selector, server);
  }

  public static void main(String[] args) throws IOException {
    int port = args.length == 0 ? 0 : Integer.parseInt(args[0]);
    try (MockUpstream mock = listen(port)) {
      System.out.println("listening on " + mock.port());
      mock.run();
    }
  }

  public int port() {
    return server.socket().getLocalPort();
  }

  /** Serves on the calling thread until the mock is closed. */
  public void run() throws IOException {
    try {
      while (selector.isOpen()) {
        selector.select(this::serve, timeline.millisToNext(System.nanoTime()));
        timeline.run(System.nanoTime());
      }
    } catch (ClosedSelectorException e) {
      // Closed between the question and the select: the end that close() asks for.
      return;
    }
  }

  /** Ends {@link #run}; may be called from another thread. */
  @Override
  public void close() throws IOException {
    server.close();
    selector.close();
  }

  MockSettings settings() {
    return settings;
  }

  StreamScript stream() {
    return stream;
  }

  Timeline timeline() {
    return timeline;
  }

  ByteBuffer plainAnswer() {
    return plainAnswer.duplicate();
  }

  ReadBuffer buffer() {
    return buffer;
  }

  /** Answers everything that is not a chat completion. */
  ByteBuffer administer(String requestLine) {
    if (!requestLine.startsWith("PUT " + SETTINGS_PATH)) {
      return HttpAnswer.of("404 Not Found", TEXT, "The mock does not know this path.\n");
    }
    try {
      settings = MockSettings.parse(requestLine.split(" ", -1)[1]);
    } catch (IllegalArgumentException e) {
      return HttpAnswer.of("400 Bad Request", TEXT, e.getMessage() + "\n");
    }
    stream = StreamScript.of(settings.deltas());
    return HttpAnswer.of("200 OK", TEXT, settings + "\n");
  }

  /** Closes a connection that failed. A peer that hangs up is no news; one that errs is. */
  static void drop(MockConnection connection, IOException cause) {
    if (cause instanceof ProtocolException) {
      System.err.println("mock: " + cause.getMessage());
    }
    try {
      connection.close();
    } catch (IOException e) {
      System.err.println("mock: closing failed: " + e);
    }
  }

  private void serve(SelectionKey key) {
    if (!key.isValid()) {
      return;
    }
    if (key.isAcceptable()) {
      accept();
      return;
    }
    MockConnection connection = (MockConnection) key.attachment();
    try {
      if (key.isReadable()) {
        connection.readable();
      }
      if (key.isValid() && key.isWritable()) {
        connection.writable();
      }
    } catch (IOException e) {
      drop(connection, e);
    }
  }

  private void accept() {
    try {
      for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        key.attach(new MockConnection(this, key));
      }
    } catch (IOException e) {
      System.err.println("mock: accept failed: " + e);
    }
  }
}
