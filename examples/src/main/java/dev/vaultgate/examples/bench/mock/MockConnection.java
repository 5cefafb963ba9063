package dev.vaultgate.examples.bench.mock;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One kept-alive connection to the mock: reads a request, answers it, reads the next. Used by the
 * mock's single thread only.
 */
final class MockConnection {

  private final MockUpstream mock;
  private final SelectionKey key;
  private final SocketChannel channel;
  private final ChatRequestReader reader = new ChatRequestReader();

  private ByteBuffer unwritten = ByteBuffer.allocate(0);
  private Answer answer = Answer.NONE;
  private int nextWrite;

  /** What this connection is busy with. */
  private enum Answer {
    NONE,
    PLAIN_LATER,
    STREAM_LATER,
    STREAM
  }

  MockConnection(MockUpstream mock, SelectionKey key) {
    this.mock = mock;
    this.key = key;
    this.channel = (SocketChannel) key.channel();
  }

  /** Reads what has come, by way of the mock's buffer. */
  void readable() throws IOException {
    int count = mock.buffer().readFrom(channel);
    if (count < 0) {
      close();
      return;
    }
    if (answer != Answer.NONE) {
      throw new ProtocolException("a second request before the first was answered");
    }
    if (reader.read(mock.buffer().bytes(), count)) {
      beginAnswer();
      reader.begin();
    }
  }

  /** Goes on with bytes that the socket did not take earlier. */
  void writable() throws IOException {
    channel.write(unwritten);
    if (!unwritten.hasRemaining()) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  /** The delay, or the pause between two frames, is over. */
  void due(long nowNanos) throws IOException {
    switch (answer) {
      case PLAIN_LATER -> {
        answer = Answer.NONE;
        write(mock.plainAnswer());
      }
      case STREAM_LATER -> beginStream(nowNanos);
      case STREAM -> continueStream(nowNanos);
      case NONE -> throw new AssertionError("due without an answer to give");
    }
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  void close() throws IOException {
    channel.close();
  }

  private void beginAnswer() throws IOException {
    if (!reader.startsWith(MockUpstream.CHAT_COMPLETIONS)) {
      write(mock.administer(reader.requestLine()));
      return;
    }
    boolean stream = reader.wantsStream();
    long delayNanos = mock.settings().delay().toNanos();
    if (delayNanos > 0) {
      answer = stream ? Answer.STREAM_LATER : Answer.PLAIN_LATER;
      mock.timeline().add(this, System.nanoTime() + delayNanos);
    } else if (stream) {
      beginStream(System.nanoTime());
    } else {
      write(mock.plainAnswer());
    }
  }

  private void beginStream(long nowNanos) throws IOException {
    if (mock.settings().pace().isZero()) {
      answer = Answer.NONE;
      write(mock.stream().whole());
      return;
    }
    answer = Answer.STREAM;
    nextWrite = 0;
    continueStream(nowNanos);
  }

  private void continueStream(long nowNanos) throws IOException {
    // A reader that is behind makes its frames late; none is lost and none is sent twice.
    if (!unwritten.hasRemaining()) {
      write(mock.stream().write(nextWrite++));
    }
    if (nextWrite < mock.stream().writeCount()) {
      mock.timeline().add(this, nowNanos + mock.settings().pace().toNanos());
    } else {
      answer = Answer.NONE;
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    channel.write(bytes);
    if (bytes.hasRemaining()) {
      unwritten = bytes;
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }
}
