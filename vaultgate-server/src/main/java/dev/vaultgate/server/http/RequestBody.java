package dev.vaultgate.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Reads a request's body into one array, within a size and a time. A body that came with its head,
 * as most do, is copied once and waited for never.
 */
final class RequestBody {

  /** What is believed of a declared length before the bytes are there. */
  private static final int TRUSTED_LENGTH_MAX = 64 * 1024;

  private static final int UNDECLARED_LENGTH = 8 * 1024;

  private final Request request;
  private final int bytesMax;
  private final long deadline;
  private byte[] bytes;
  private int size;

  private RequestBody(Request request, int bytesMax, long nanosMax) {
    this.request = request;
    this.bytesMax = bytesMax;
    this.deadline = System.nanoTime() + nanosMax;
    long declared = request.getLength();
    this.bytes =
        new byte[(int) (declared < 0 ? UNDECLARED_LENGTH : Math.min(declared, TRUSTED_LENGTH_MAX))];
  }

  /**
   * Reads the whole body.
   *
   * @throws dev.vaultgate.api.InvalidRequestException 413 when it is or says it is too large, 408
   *     when it is too slow, 400 when its framing is broken
   * @throws CallerLeftException when it ends early
   */
  static byte[] read(Request request, int bytesMax, long nanosMax) {
    if (request.getLength() > bytesMax) {
      throw ProtocolFault.tooLarge();
    }
    return new RequestBody(request, bytesMax, nanosMax).read();
  }

  private byte[] read() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        awaitMore();
      } else if (Content.Chunk.isFailure(chunk)) {
        throw failure(chunk.getFailure());
      } else {
        take(chunk);
        if (chunk.isLast()) {
          return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        }
      }
    }
  }

  private void take(Content.Chunk chunk) {
    try {
      ByteBuffer buffer = chunk.getByteBuffer();
      int count = buffer.remaining();
      if (count > bytesMax - size) {
        throw ProtocolFault.tooLarge();
      }
      if (count > bytes.length - size) {
        bytes = Arrays.copyOf(bytes, capacityFor(size + count));
      }
      buffer.get(bytes, size, count);
      size += count;
    } finally {
      chunk.release();
    }
  }

  private int capacityFor(int needed) {
    long declared = request.getLength();
    long doubled = Math.max(needed, 2L * bytes.length);
    return (int) Math.min(declared < 0 ? bytesMax : declared, doubled);
  }

  private void awaitMore() {
    CountDownLatch more = new CountDownLatch(1);
    request.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, more::countDown));
    try {
      if (!more.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        // Ends the demand, so that the answer can be sent.
        request.fail(new TimeoutException("the body took too long"));
        throw ProtocolFault.timeout();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallerLeftException(e);
    }
  }

  private static RuntimeException failure(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return ProtocolFault.timeout();
    }
    // An early end is an HttpException too; nobody is left to be told.
    if (failure instanceof HttpException && !(failure instanceof IOException)) {
      return ProtocolFault.invalid("The body is not framed as HTTP wants it.");
    }
    return new CallerLeftException(failure);
  }
}
