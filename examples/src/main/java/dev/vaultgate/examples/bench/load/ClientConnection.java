package dev.vaultgate.examples.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vaultgate.examples.bench.http.MessageReader;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One connection to the gateway: sends a request, reads and checks its answer, and sends the next
 * for as long as the run wants more. Used by the run's single thread.
 */
final class ClientConnection {

  private static final byte[] OK = "HTTP/1.1 200 ".getBytes(US_ASCII);

  private final LoadRun run;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final AnswerCheck check;
  private final MessageReader reader;

  private ByteBuffer request;
  private long sentNanos;
  private long firstContentNanos;

  private ClientConnection(LoadRun run, SocketChannel channel, SelectionKey key) {
    this.run = run;
    this.channel = channel;
    this.key = key;
    this.check = run.newCheck();
    this.reader = new MessageReader(MessageReader.Kind.RESPONSE, check::body);
    this.request = run.request();
  }

  /** Begins to connect; the first request follows by itself. */
  static ClientConnection open(LoadRun run) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    boolean connected = channel.connect(run.address());
    SelectionKey key = channel.register(run.selector(), SelectionKey.OP_CONNECT);
    ClientConnection connection = new ClientConnection(run, channel, key);
    key.attach(connection);
    if (connected) {
      connection.send();
    }
    return connection;
  }

  /** Does what the selector says can be done. */
  void ready() throws IOException {
    if (key.isConnectable()) {
      channel.finishConnect();
      send();
    } else if (key.isWritable()) {
      write();
    }
    if (key.isValid() && key.isReadable()) {
      read();
    }
  }

  void close() throws IOException {
    channel.close();
  }

  private void send() throws IOException {
    reader.begin();
    check.begin();
    request = run.request();
    firstContentNanos = 0;
    sentNanos = System.nanoTime();
    key.interestOps(SelectionKey.OP_READ);
    write();
  }

  private void write() throws IOException {
    channel.write(request);
    int wanted = request.hasRemaining() ? SelectionKey.OP_WRITE : 0;
    if (key.interestOps() != (SelectionKey.OP_READ | wanted)) {
      key.interestOps(SelectionKey.OP_READ | wanted);
    }
  }

  private void read() throws IOException {
    int count = run.readInto(channel);
    long now = System.nanoTime();
    if (count < 0) {
      if (!reader.endOfConnection()) {
        throw new IOException("the connection was closed before the answer's end");
      }
      complete(now);
      run.renew(this);
      return;
    }
    boolean complete = reader.read(run.received(), count);
    if (firstContentNanos == 0 && check.hasContent()) {
      firstContentNanos = now - sentNanos;
    }
    if (complete) {
      complete(now);
      if (reader.closesConnection() || !run.wantsMore(now)) {
        run.renew(this);
      } else {
        send();
      }
    }
  }

  private void complete(long nowNanos) {
    String fault = reader.startsWith(OK) ? check.fault() : reader.startLine();
    if (fault.isEmpty()) {
      run.tally().completed(nowNanos - sentNanos, firstContentNanos, check.frames());
    } else {
      run.tally().failed(fault);
    }
  }
}
