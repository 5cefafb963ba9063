package dev.vaultgate.client;

import dev.vaultgate.client.sse.ServerSentEvent;
import org.jspecify.annotations.Nullable;

/**
 * The way of bytes through a wire whose dialect is the caller's own: few fields are replaced, the
 * rest is not looked at. It gives the same meaning as decoding and encoding would.
 */
public interface Passthrough {

  /** The caller's request with the target's model and what the target's quirks change. */
  WireRequest splice(ChatCall call, Target target);

  /** The provider's answer under the gateway's name for it. */
  ChatReply.Raw reply(byte[] body, AnswerName name);

  /** The same for a target whose answers may differ from the dialect. */
  default ChatReply.Raw reply(byte[] body, AnswerName name, Target target) {
    return reply(body, name);
  }

  /** A fresh splicer for one streamed answer. */
  FrameSplicer frames(AnswerName name);

  /** The same for a target whose answers may differ from the dialect. */
  default FrameSplicer frames(AnswerName name, Target target) {
    return frames(name);
  }

  /** Passes the chunks of one stream. For one stream and one thread. */
  interface FrameSplicer extends StreamDecoder {

    /**
     * The chunk under the gateway's name for it when it is an ordinary one: content that passes on.
     * Null when it must be read, by {@link #decode}.
     */
    Frame.@Nullable Raw pass(ServerSentEvent event);
  }
}
