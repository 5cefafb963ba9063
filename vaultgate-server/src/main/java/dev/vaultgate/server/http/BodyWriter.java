package dev.vaultgate.server.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;

/**
 * Writes a whole body without waiting for the caller. A large one goes in pieces, because the JDK
 * copies what it writes to memory outside the heap, a whole buffer at a time, and keeps that
 * memory.
 */
final class BodyWriter extends IteratingNestedCallback {

  private static final int PIECE_BYTES_MAX = 128 * 1024;

  private final Response response;
  private final ByteBuffer body;
  private boolean lastSent;

  private BodyWriter(Response response, byte[] body, Callback callback) {
    super(callback);
    this.response = response;
    this.body = ByteBuffer.wrap(body);
  }

  static void write(Response response, byte[] body, Callback callback) {
    if (body.length <= PIECE_BYTES_MAX) {
      response.write(true, ByteBuffer.wrap(body), callback);
    } else {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
      new BodyWriter(response, body, callback).iterate();
    }
  }

  @Override
  protected Action process() {
    if (lastSent) {
      return Action.SUCCEEDED;
    }
    ByteBuffer piece = body.slice(body.position(), Math.min(body.remaining(), PIECE_BYTES_MAX));
    body.position(body.position() + piece.remaining());
    lastSent = !body.hasRemaining();
    response.write(lastSent, piece, this);
    return Action.SCHEDULED;
  }
}
