package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.EmbeddingRequest;
import dev.vaultgate.api.EmbeddingResponse;
import dev.vaultgate.client.sse.Framing;
import java.util.Map;
import java.util.Optional;

/**
 * A dialect that providers speak: bytes in, values out. Implementations hold no state, so one
 * instance serves all providers of the dialect and all threads.
 *
 * <p>Fields that the dialect does not know are dropped and listed in {@link WireRequest#dropped};
 * what would change the meaning is refused with an {@link
 * dev.vaultgate.api.InvalidRequestException}. A body that is not what the dialect promises is an
 * {@link UpstreamFailure} of the fault {@code INVALID_RESPONSE}.
 */
public interface Wire {

  /** The name in data files and configuration, such as {@code anthropic}. */
  String id();

  /** Who can bring what lies at an address within a request to the target's model. */
  default MediaReach reach(String address, Target target) {
    return MediaReach.PROVIDER;
  }

  /** Writes a chat request for the target's model. */
  WireRequest encode(ChatRequest request, Target target, boolean stream);

  /**
   * The dialect in which a call is made, for wires that are a choice among several: by the model,
   * or by what the call asks for. What it returns encodes the call and reads the answer.
   */
  default Wire speaking(ChatCall call, Target target) {
    return this;
  }

  /** How the events of a stream lie in its bytes. */
  default Framing framing() {
    return Framing.SERVER_SENT_EVENTS;
  }

  /** Reads a whole answer of status 200. */
  ChatResponse decode(byte[] body, Target target);

  /** A fresh reader for one streamed answer of status 200. */
  StreamDecoder streamDecoder(Target target);

  /**
   * Reads an answer of another status, and classifies it: the caller's fault or which fault of the
   * provider. Never trusts the content type; the body may be HTML, cut, or empty.
   */
  UpstreamFailure readError(int status, ResponseHeaders headers, byte[] body);

  /** The same for an error object found where an answer was expected, or within a stream. */
  UpstreamFailure readError(JsonNode error);

  /** Asks which models the provider serves. */
  default WireRequest models(Target target) {
    return WireRequest.get(target.url("models", "/models"), Map.of());
  }

  /** How the wire makes images, if it can. */
  default Optional<ImageWire> images() {
    return Optional.empty();
  }

  /** How the wire turns texts into vectors, if it can. */
  default Optional<EmbeddingWire> embeddings() {
    return Optional.empty();
  }

  /** How bytes of the OpenAI dialect pass through this wire unread, if its dialect is the same. */
  default Optional<Passthrough> passthrough() {
    return Optional.empty();
  }

  /** How a request of another API passes through this wire, if its dialect is that API. */
  default Optional<Face.Pass> pass(Face face, Target target) {
    return Optional.empty();
  }

  /** The image half of a dialect: a machine of steps without a network. See {@link ImageStep}. */
  interface ImageWire {

    /**
     * The first step to what a call asks for. Most providers take one request; some are asked again
     * and again until they are done, or once for each image.
     *
     * @throws dev.vaultgate.api.InvalidRequestException for what the dialect cannot do
     */
    ImageStep begin(ImageCall call, Target target);
  }

  /** The half of a dialect that turns texts into vectors. */
  interface EmbeddingWire {

    WireRequest encode(EmbeddingRequest request, Target target);

    /**
     * Reads a whole answer of status 200.
     *
     * @param request what was asked, since not every dialect says how many tokens it counted
     */
    EmbeddingResponse decodeEmbeddings(byte[] body, EmbeddingRequest request, Target target);

    /**
     * Whether the dialect is the caller's own, so that {@link #splice} and {@link #reply} are it.
     */
    default boolean passesBytes() {
      return false;
    }

    /** The caller's request in its own bytes, with the target's model. */
    default WireRequest splice(EmbeddingCall call, Target target) {
      return encode(call.request(), target);
    }

    /** The provider's answer in its own bytes, under the gateway's name for it. */
    default EmbeddingReply reply(byte[] body, EmbeddingCall call, AnswerName name) {
      throw new UnsupportedOperationException("this dialect is translated");
    }
  }
}
