package dev.vaultgate.server.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * The body of a request that is answered without it. A connection that is closed while bytes arrive
 * is reset, and a reset throws away the answer that the caller has not read yet; so the rest is
 * read and forgotten, within bounds, without holding a thread.
 */
final class UnreadBody implements Runnable, Invocable {

  private static final long READY_BYTES_MAX = 64 * 1024;
  private static final long NANOS_MAX = TimeUnit.SECONDS.toNanos(30);

  private final Request request;
  private final Runnable then;
  private final long deadline = System.nanoTime() + NANOS_MAX;
  private long bytesLeft;

  private UnreadBody(Request request, long bytesMax, Runnable then) {
    this.request = request;
    this.bytesLeft = bytesMax;
    this.then = then;
  }

  /** Forgets what lies ready; whether that was all, so that the connection can serve on. */
  static boolean isForgotten(Request request) {
    return new UnreadBody(request, READY_BYTES_MAX, () -> {}).forget() == State.WHOLE;
  }

  /** Forgets what comes, until the body's end or the bounds are reached. */
  static void forget(Request request, long bytesMax, Runnable then) {
    new UnreadBody(request, bytesMax, then).run();
  }

  private enum State {
    WHOLE,
    MORE_TO_COME,
    ENOUGH
  }

  @Override
  public void run() {
    if (forget() == State.MORE_TO_COME && System.nanoTime() - deadline < 0) {
      request.demand(this);
    } else {
      then.run();
    }
  }

  private State forget() {
    while (bytesLeft > 0) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        return State.MORE_TO_COME;
      }
      if (Content.Chunk.isFailure(chunk)) {
        return State.ENOUGH;
      }
      bytesLeft -= chunk.remaining();
      chunk.release();
      if (chunk.isLast()) {
        return State.WHOLE;
      }
    }
    return State.ENOUGH;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
