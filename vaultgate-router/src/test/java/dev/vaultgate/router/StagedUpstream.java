package dev.vaultgate.router;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatFrames;
import dev.vaultgate.client.ChatReply;
import dev.vaultgate.client.Frame;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.Upstream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A provider whose streams bring what a test gives them, when it gives it. */
final class StagedUpstream implements Upstream {

  private static final Object END = new Object();
  private static final Object CANCELLED = new Object();

  private final BlockingQueue<Object> pieces = new LinkedBlockingQueue<>();
  final AtomicInteger asked = new AtomicInteger();
  final CountDownLatch begun = new CountDownLatch(1);
  final CountDownLatch cancelled = new CountDownLatch(1);
  final CountDownLatch closed = new CountDownLatch(1);
  volatile @Nullable Timeouts timeouts;

  /** Text, events, or a fault with which the stream breaks. */
  StagedUpstream gives(Object... more) {
    pieces.addAll(List.of(more));
    return this;
  }

  StagedUpstream ends() {
    return gives(new ChatEvent.Finish(0, FinishReason.STOP), END);
  }

  static ChatEvent toolCall(String arguments) {
    return new ChatEvent.ToolCallDelta(0, 0, "c", "function", "f", arguments, Map.of());
  }

  boolean wasCancelled() throws InterruptedException {
    return cancelled.await(10, TimeUnit.SECONDS);
  }

  @Override
  public ChatReply chat(ChatCall call, AnswerName name, Timeouts time, Cancellation end) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ImageReply images(ImageCall call, Timeouts time, Cancellation end) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ChatFrames stream(ChatCall call, AnswerName name, Timeouts time, Cancellation end) {
    asked.incrementAndGet();
    timeouts = time;
    end.onCancel(
        () -> {
          cancelled.countDown();
          pieces.add(CANCELLED);
        });
    begun.countDown();
    return new Frames();
  }

  private final class Frames implements ChatFrames {

    private Runnable beforeWait = () -> {};

    @Override
    public ChatEvent.Start head() {
      return new ChatEvent.Start("x", "m", 1, Map.of());
    }

    @Override
    public List<String> dropped() {
      return List.of();
    }

    @Override
    public @Nullable Frame next() {
      Object piece = pieces.poll();
      try {
        if (piece == null) {
          beforeWait.run();
          piece = pieces.poll(20, TimeUnit.SECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancelledException();
      }
      if (CANCELLED.equals(piece)) {
        throw new CancelledException();
      } else if (piece instanceof UpstreamFault fault) {
        throw new UpstreamException(fault, UpstreamException.Report.NONE, null, null);
      } else if (piece instanceof ChatEvent event) {
        return new Frame.Events(List.of(event));
      }
      return piece instanceof String text
          ? new Frame.Events(List.of(new ChatEvent.TextDelta(0, text)))
          : null;
    }

    @Override
    public void beforeWait(Runnable hook) {
      beforeWait = hook;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
