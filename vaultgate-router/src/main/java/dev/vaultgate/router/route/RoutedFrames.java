package dev.vaultgate.router.route;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.ChatFrames;
import dev.vaultgate.client.Frame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream that has shown its first content: from here on no other deployment takes over. The
 * frames that came before are kept and given out first; a failure that comes later is told to the
 * deployment's health.
 */
public final class RoutedFrames implements ChatFrames {

  /** No honest stream sends more than a few frames before its first content. */
  private static final int FRAMES_BEFORE_CONTENT_MAX = 1000;

  private final ChatFrames frames;
  private final Health health;
  private final Deque<Frame> first = new ArrayDeque<>(2);
  private boolean ended;

  private RoutedFrames(ChatFrames frames, Health health) {
    this.frames = frames;
    this.health = health;
  }

  /**
   * Waits for the first content.
   *
   * @throws UpstreamException when the stream fails before; it is closed then
   */
  public static RoutedFrames await(ChatFrames frames, Health health) {
    RoutedFrames routed = new RoutedFrames(frames, health);
    try {
      while (!routed.ended && routed.first.size() < FRAMES_BEFORE_CONTENT_MAX) {
        Frame frame = frames.next();
        routed.ended = frame == null;
        if (frame != null) {
          routed.first.add(frame);
          if (frame.isContent()) {
            return routed;
          }
        }
      }
      return routed;
    } catch (RuntimeException | Error e) {
      frames.close();
      throw e;
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

  @Override
  public @Nullable Usage usageSoFar() {
    return frames.usageSoFar();
  }

  @Override
  public @Nullable Frame next() {
    Frame kept = first.poll();
    if (kept != null || ended) {
      return kept;
    }
    try {
      Frame frame = frames.next();
      ended = frame == null;
      return frame;
    } catch (UpstreamException e) {
      ended = true;
      health.failedLate(e);
      throw e;
    }
  }

  @Override
  public void beforeWait(Runnable hook) {
    frames.beforeWait(hook);
  }

  @Override
  public void close() {
    frames.close();
  }
}
