package dev.vaultgate.router.route;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.ChatFrames;
import dev.vaultgate.client.Frame;
import dev.vaultgate.client.Notes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A stream that has shown its first content, or as much as its route holds back: from here on no
 * other deployment takes over. The frames that came before are kept and given out first; a failure
 * that comes later is told to the deployment's health, and its end to the deployment's load.
 */
public final class RoutedFrames implements ChatFrames {

  /** No honest stream sends more than a few frames before its first content. */
  private static final int FRAMES_BEFORE_CONTENT_MAX = 1000;

  private final ChatFrames frames;
  private final Candidate candidate;
  private final Deque<Frame> first = new ArrayDeque<>(2);
  private final AtomicBoolean left = new AtomicBoolean();
  private boolean ended;

  private RoutedFrames(ChatFrames frames, Candidate candidate) {
    this.frames = frames;
    this.candidate = candidate;
  }

  /**
   * Waits until the stream may go out.
   *
   * @param threads for reading ahead while content is held back
   * @throws UpstreamException when the stream fails before; it is closed then
   */
  public static RoutedFrames await(
      ChatFrames frames, Candidate candidate, CommitWindow window, Executor threads) {
    try {
      if (!window.isNone()) {
        return new RoutedFrames(HeldFrames.await(frames, candidate, window, threads), candidate);
      }
      RoutedFrames routed = new RoutedFrames(frames, candidate);
      routed.awaitContent();
      return routed;
    } catch (RuntimeException | Error e) {
      frames.close();
      throw e;
    }
  }

  private void awaitContent() {
    while (!ended && first.size() < FRAMES_BEFORE_CONTENT_MAX) {
      Frame frame = frames.next();
      ended = frame == null;
      if (frame != null) {
        first.add(frame);
        if (frame.isContent()) {
          return;
        }
      }
    }
  }

  @Override
  public ChatEvent.Start head() {
    return frames.head();
  }

  @Override
  public List<String> dropped() {
    return frames.dropped();
  }

  /** Whether its provider charges for all of it, whoever listens to its end. */
  public boolean drains() {
    return candidate.load().traffic().drains();
  }

  @Override
  public Notes notes() {
    return frames.notes();
  }

  @Override
  public @Nullable Usage usageSoFar() {
    return frames.usageSoFar();
  }

  @Override
  public @Nullable Frame next() {
    Frame kept = first.poll();
    if (kept != null) {
      return kept;
    }
    if (ended) {
      leave();
      return null;
    }
    try {
      Frame frame = frames.next();
      if (frame == null) {
        ended = true;
        leave();
      }
      return frame;
    } catch (UpstreamException e) {
      ended = true;
      leave();
      candidate.health().failedLate(e);
      throw afterContent(e);
    }
  }

  /**
   * After content whatever the provider says of itself is an error of the stream: it answered, and
   * the answer broke off. What we found ourselves keeps its name.
   */
  private static UpstreamException afterContent(UpstreamException failure) {
    return switch (failure.fault()) {
      case RATE_LIMITED, EXHAUSTED, OVERLOADED, SERVER, AUTH, MODEL_MISSING, EMPTY_RESPONSE ->
          new UpstreamException(UpstreamFault.STREAM_ERROR, failure.report(), null, failure);
      case UNREACHABLE,
          TLS,
          TIMEOUT,
          INVALID_RESPONSE,
          TOO_LARGE,
          CONNECTION_LOST,
          STALE_CONNECTION,
          STREAM_ERROR,
          STREAM_TRUNCATED,
          UNAVAILABLE ->
          failure;
    };
  }

  @Override
  public void beforeWait(Runnable hook) {
    frames.beforeWait(hook);
  }

  /** Ends a stream that nobody is given; its attempt has left the load already. */
  public void discard() {
    left.set(true);
    frames.close();
  }

  private void leave() {
    if (left.compareAndSet(false, true)) {
      candidate.load().leave();
    }
  }

  @Override
  public void close() {
    leave();
    frames.close();
  }
}
