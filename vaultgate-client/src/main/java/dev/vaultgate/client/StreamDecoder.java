package dev.vaultgate.client;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.util.function.Consumer;

/**
 * Reads one streamed answer, event by event. For one stream and one thread.
 *
 * <p>It emits {@link ChatEvent.Start} first; it need not keep finish and usage for the end, nor
 * drop doubles: the {@link FrameOrder} above every decoder does. An event that cannot be read, and
 * an error event, is thrown as an {@link UpstreamFailure}.
 */
public interface StreamDecoder {

  /**
   * Reads one event; emits none, one or several. The event's bytes are only valid during the call.
   */
  void decode(ServerSentEvent event, Consumer<ChatEvent> out);

  /**
   * Whether the dialect's own end has been seen: {@code [DONE]}, {@code message_stop}, or a finish
   * reason where there is no other end. A body that ends before is a cut stream.
   */
  boolean isComplete();

  /** What was odd about a stream that is at its end, for the log. */
  default Notes notes() {
    return Notes.NONE;
  }
}
