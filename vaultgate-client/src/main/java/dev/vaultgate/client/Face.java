package dev.vaultgate.client;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.json.JsonIndex;
import java.util.List;

/**
 * One request in the words of another API than chat completions, whose answer is owed in the same
 * words. A {@link ChatCall} carries it: providers that speak the same API get its bytes, all others
 * get it as a chat, and what they answer is written in the caller's words at the very end. So
 * admission, routing and accounting know of chats alone. Immutable.
 */
public interface Face {

  /** The kind of path under which providers speak the same API, such as {@code responses}. */
  String path();

  /** The request as it came. */
  JsonIndex json();

  /** The field of the request that caps the answer's tokens. */
  String capField();

  /** The field that holds what messages hold in a chat, and addresses of media with them. */
  String inputField();

  /**
   * The request as a chat.
   *
   * @throws dev.vaultgate.api.InvalidRequestException for what a chat cannot say, and whose absence
   *     would change the meaning
   */
  ChatRequest request();

  /**
   * Names of the request's fields that {@link #request} has no words for and whose absence does not
   * change the meaning.
   */
  List<String> dropped();

  /** The id of an answer that this gateway makes. */
  String answerId(String requestId);

  /** A whole answer in the caller's words. */
  byte[] answer(ChatResponse response);

  /** Writes a streamed answer in the caller's words. */
  EventWriter events(ChatEvent.Start head, long created);

  /** Writes one stream, as the JSON of its events. For one stream and one thread. */
  interface EventWriter {

    /** What an event of a chat's stream is; usage reports are not among them. */
    List<byte[]> write(ChatEvent event);

    /** What closes a whole stream. */
    List<byte[]> end(Usage usage);
  }

  /** The way of a request's bytes to a provider that speaks the same API. */
  interface Pass {

    /** The caller's request with the target's model. */
    WireRequest splice(ChatCall call, Face face, Target target);

    /** The provider's answer under the gateway's name for the model. */
    ChatReply.Faced reply(byte[] body, AnswerName name, Target target);

    /** A fresh splicer for one streamed answer. */
    Splicer frames(AnswerName name, Target target);
  }

  /** Passes the events of one stream. It reads each of them too. For one stream and one thread. */
  interface Splicer extends StreamDecoder {

    /** The event that was decoded last, under the gateway's name for the model. */
    byte[] passed();
  }
}
