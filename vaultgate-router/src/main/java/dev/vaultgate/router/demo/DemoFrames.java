package dev.vaultgate.router.demo;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatFrames;
import dev.vaultgate.client.Frame;
import dev.vaultgate.client.Timeouts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer that is written already, given out piece by piece at its pace. */
final class DemoFrames implements ChatFrames {

  private final ChatEvent.Start head;
  private final Deque<Frame> frames;
  private final List<String> dropped;
  private final @Nullable VaultGateException end;
  private final Pace pace;
  private final Timeouts timeouts;

  /** The wish of either owner: the call's, or the stream's who closes it. */
  private final Cancellation ending = new Cancellation();

  private Runnable beforeWait = () -> {};
  private boolean begun;

  /**
   * @param end what breaks the stream after its frames; null for a whole one
   */
  DemoFrames(
      ChatEvent.Start head,
      List<Frame> frames,
      List<String> dropped,
      @Nullable VaultGateException end,
      Pace pace,
      Timeouts timeouts,
      Cancellation cancellation) {
    this.head = head;
    this.frames = new ArrayDeque<>(frames);
    this.dropped = List.copyOf(dropped);
    this.end = end;
    this.pace = pace;
    this.timeouts = timeouts;
    cancellation.onCancel(ending::cancel);
  }

  @Override
  public ChatEvent.Start head() {
    return head;
  }

  @Override
  public List<String> dropped() {
    return dropped;
  }

  @Override
  public @Nullable Frame next() {
    if (ending.isCancelled()) {
      throw new CancelledException();
    }
    if (frames.isEmpty()) {
      if (end != null) {
        throw end;
      }
      return null;
    }
    Frame frame = frames.element();
    if (frame.isContent()) {
      pause(begun ? pace.word() : pace.first(), begun ? timeouts.idle() : timeouts.firstContent());
      begun = true;
    }
    return frames.remove();
  }

  private void pause(Duration span, Duration patience) {
    if (!span.isZero()) {
      beforeWait.run();
      Pace.pause(span, patience, ending, head.model());
    }
  }

  @Override
  public void beforeWait(Runnable hook) {
    this.beforeWait = hook;
  }

  @Override
  public void close() {
    ending.cancel();
  }
}
