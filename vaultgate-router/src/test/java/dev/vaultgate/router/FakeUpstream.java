package dev.vaultgate.router;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.EmbeddingResponse;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.ImageResponse;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatFrames;
import dev.vaultgate.client.ChatReply;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.EmbeddingReply;
import dev.vaultgate.client.Frame;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.Upstream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A provider without a network that gives what it was told to give, and notes what it was asked.
 */
final class FakeUpstream implements Upstream {

  /** A piece of a stream that does not come before the call is cancelled. */
  static final Object SILENCE = new Object();

  private final Deque<Object> script = new ArrayDeque<>();

  /** What it reports of the tokens of images. */
  @Nullable Usage imageUsage;

  final List<ChatCall> asked = new ArrayList<>();
  boolean closed;

  /** Answers the next call with this text and usage. */
  FakeUpstream answers(String text, @Nullable Usage usage) {
    script.add(List.of(text, usage == null ? "" : usage));
    return this;
  }

  /** Fails the next call. */
  FakeUpstream fails(UpstreamFault fault) {
    script.add(new UpstreamException(fault, UpstreamException.Report.NONE, null, null));
    return this;
  }

  /** Streams this text word by word; a fault as last element breaks it there. */
  FakeUpstream streams(Object... pieces) {
    script.add(List.of(pieces));
    return this;
  }

  @Override
  public ChatReply chat(ChatCall call, AnswerName name, Timeouts timeouts, Cancellation cancel) {
    asked.add(call);
    List<?> answer = (List<?>) next();
    Usage usage = answer.get(1) instanceof Usage u ? u : null;
    Message.Assistant message = Message.Assistant.of((String) answer.get(0));
    return new ChatReply.Value(
        new ChatResponse(
            name.id() == null ? "x" : name.id(),
            0,
            name.model() == null ? "m" : name.model(),
            List.of(new ChatResponse.Choice(0, message, FinishReason.STOP, Map.of())),
            usage,
            Map.of()),
        List.of());
  }

  @Override
  public ChatFrames stream(ChatCall call, AnswerName name, Timeouts timeouts, Cancellation cancel) {
    asked.add(call);
    return new Frames(name, new ArrayDeque<>((List<?>) next()), cancel);
  }

  /** Gives one vector for each input, and this usage. */
  FakeUpstream embeds(Usage usage) {
    script.add(usage);
    return this;
  }

  @Override
  public EmbeddingReply embed(
      EmbeddingCall call, AnswerName name, Timeouts timeouts, Cancellation cancel) {
    Usage usage = (Usage) next();
    List<float[]> vectors = Collections.nCopies(call.inputs(), new float[] {1, 0});
    return new EmbeddingReply.Value(
        new EmbeddingResponse("e", vectors, usage, Map.of()), call.base64(), List.of());
  }

  @Override
  public ImageReply images(ImageCall call, Timeouts timeouts, Cancellation cancel) {
    List<ImageResponse.GeneratedImage> images = new ArrayList<>();
    for (int i = 0; i < call.request().images(); i++) {
      images.add(new ImageResponse.GeneratedImage(null, "AAAA", null, Map.of()));
    }
    return new ImageReply(new ImageResponse(1, images, imageUsage, Map.of()), List.of());
  }

  private Object next() {
    Object next = script.remove();
    if (next instanceof UpstreamException failure) {
      throw failure;
    }
    return next;
  }

  private final class Frames implements ChatFrames {
    private final AnswerName name;
    private final Deque<Object> pieces;
    private final Cancellation cancel;
    private boolean finished;

    Frames(AnswerName name, Deque<Object> pieces, Cancellation cancel) {
      this.cancel = cancel;
      this.name = name;
      this.pieces = pieces;
    }

    @Override
    public ChatEvent.Start head() {
      return new ChatEvent.Start(
          name.id() == null ? "x" : name.id(),
          name.model() == null ? "m" : name.model(),
          0,
          Map.of());
    }

    @Override
    public List<String> dropped() {
      return List.of();
    }

    @Override
    public @Nullable Frame next() {
      Object piece = pieces.poll();
      if (SILENCE.equals(piece)) {
        throw cancelled();
      }
      if (piece instanceof String text) {
        return new Frame.Events(List.of(new ChatEvent.TextDelta(0, text)));
      } else if (piece instanceof UpstreamFault fault) {
        throw new UpstreamException(fault, UpstreamException.Report.NONE, null, null);
      } else if (piece instanceof Usage usage) {
        return new Frame.Events(List.of(new ChatEvent.UsageReport(usage)));
      }
      boolean first = !finished;
      finished = true;
      return first ? new Frame.Events(List.of(new ChatEvent.Finish(0, FinishReason.STOP))) : null;
    }

    private RuntimeException cancelled() {
      try {
        boolean came = cancel.await(60, TimeUnit.SECONDS);
        return came ? new CancelledException() : new IllegalStateException("never cancelled");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
      }
    }

    @Override
    public void beforeWait(Runnable hook) {
      // Nothing is waited for.
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
