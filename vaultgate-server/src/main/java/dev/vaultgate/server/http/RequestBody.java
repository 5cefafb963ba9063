package dev.vaultgate.server.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Reads a request's body into one array, within a size and a time. A body that came with its head,
 * as most do, is copied once and waited for never.
 */
final class RequestBody {

  /** The largest body where nothing else is configured. */
  static final int BYTES_USUAL_MAX = 32 * 1024 * 1024;

  /** What is believed of a declared length before the bytes are there. */
  private static final int TRUSTED_LENGTH_MAX = 16 * 1024;

  /**
   * For each byte that has come so many are believed to come: of the usual long chat the first read
   * brings an eighth.
   */
  private static final int TRUSTED_PER_BYTE = 8;

  private static final String JSON = "application/json";
  private static final byte[] NOTHING = {};

  private final Request request;
  private final int bytesMax;
  private final long deadline;
  private byte[] bytes = NOTHING;
  private int size;

  private RequestBody(Request request, int bytesMax, long nanosMax) {
    this.request = request;
    this.bytesMax = bytesMax;
    this.deadline = System.nanoTime() + nanosMax;
  }

  /**
   * Checks what the headers say of the body. No type is taken for JSON; of anything else the client
   * has to say that it is.
   *
   * @throws dev.vaultgate.api.InvalidRequestException 415 when it is no JSON, or compressed
   */
  static void requireJson(HttpFields headers) {
    String encoding = headers.get(HttpHeader.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw ProtocolFault.mediaType("sent without compression");
    }
    String type = headers.get(HttpHeader.CONTENT_TYPE);
    if (type != null && !type.equalsIgnoreCase(JSON) && !isJsonInUtf8(type)) {
      throw ProtocolFault.mediaType("application/json in UTF-8");
    }
  }

  private static boolean isJsonInUtf8(String type) {
    int end = type.indexOf(';');
    if (end < 0 || !type.substring(0, end).strip().equalsIgnoreCase(JSON)) {
      return false;
    }
    String parameters = type.substring(end + 1).toLowerCase(Locale.ROOT).replace("\"", "");
    return !parameters.contains("charset=") || parameters.contains("charset=utf-8");
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
    long believed = Math.max(TRUSTED_LENGTH_MAX, (long) TRUSTED_PER_BYTE * needed);
    if (declared >= 0) {
      return (int) Math.max(needed, Math.min(declared, believed));
    }
    return (int) Math.min(bytesMax, Math.max(needed, 2L * bytes.length));
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

  private RuntimeException failure(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return ProtocolFault.timeout();
    }
    // Jetty calls broken framing an early end too; after a real one there is nobody to be told.
    boolean ended = request.getConnectionMetaData().getConnection().getEndPoint().isInputShutdown();
    return failure instanceof HttpException && !ended
        ? ProtocolFault.invalid("The body is not framed as HTTP wants it.")
        : new CallerLeftException(failure);
  }
}
