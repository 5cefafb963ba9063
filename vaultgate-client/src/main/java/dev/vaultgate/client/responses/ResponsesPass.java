package dev.vaultgate.client.responses;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatReply;
import dev.vaultgate.client.EmptyAnswer;
import dev.vaultgate.client.Face;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonSplice;
import dev.vaultgate.client.json.JsonSyntaxException;
import dev.vaultgate.client.json.JsonText;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Bytes of the API on their way between a caller and a provider who both speak it: the model's name
 * is replaced both ways, and nothing else is touched. Tools of the provider's own, its state and
 * fields that are not known here pass. Ids stay the provider's, since callers refer to them.
 */
final class ResponsesPass implements Face.Pass {

  @Override
  public WireRequest splice(ChatCall call, Face face, Target target) {
    JsonIndex json = face.json();
    JsonSplice splice = new JsonSplice(json);
    splice.replace(json.member(json.root(), "model"), JsonText.quote(target.model()));
    Integer cap = call.outputTokensMax();
    int there = json.member(json.root(), face.capField());
    if (cap != null && json.longOr(there, -1) != cap) {
      if (there < 0) {
        splice.append(face.capField(), cap.toString());
      } else {
        splice.replace(there, cap.toString().getBytes(StandardCharsets.US_ASCII));
      }
    }
    return new WireRequest(
        target.url(ResponsesWire.PATH, ResponsesWire.USUAL_PATH),
        Map.of(),
        splice.bytes(),
        List.of());
  }

  @Override
  public ChatReply.Faced reply(byte[] body, AnswerName name, Target target) {
    JsonIndex json = index(body);
    ChatResponse read = ResponsesWire.decode(json.tree(json.root()), target);
    EmptyAnswer.refuse(
        read.usage() == null && read.text().isEmpty() && read.toolCalls().isEmpty() ? 0 : 1,
        true,
        read.usage());
    return new ChatReply.Faced(renamed(json, json.root(), name), read, List.of());
  }

  @Override
  public Face.Splicer frames(AnswerName name, Target target) {
    return new Events(name, target);
  }

  private static JsonIndex index(byte[] body) {
    try {
      return JsonIndex.parse(body);
    } catch (JsonSyntaxException e) {
      throw UpstreamFailure.invalid("an answer that is not JSON: " + e.getMessage(), e);
    }
  }

  /** The bytes with the gateway's name for the model within a response object. */
  private static byte[] renamed(JsonIndex json, int response, AnswerName name) {
    int model = json.member(response, "model");
    if (model < 0 || name.model() == null) {
      return json.bytes();
    }
    return new JsonSplice(json).replace(model, JsonText.quote(name.model())).bytes();
  }

  /** The events of one stream. */
  private static final class Events implements Face.Splicer {

    private final AnswerName name;
    private final EventDecoder decoder;
    private byte[] passed = {};

    Events(AnswerName name, Target target) {
      this.name = name;
      this.decoder = new EventDecoder(target);
    }

    @Override
    public void decode(ServerSentEvent event, Consumer<ChatEvent> out) {
      decoder.decode(event, out);
      byte[] bytes =
          Arrays.copyOfRange(event.buffer(), event.offset(), event.offset() + event.length());
      if (event.dataIs("[DONE]")) {
        passed = new byte[0];
        return;
      }
      JsonIndex json = index(bytes);
      passed = renamed(json, json.member(json.root(), "response"), name);
    }

    @Override
    public boolean isComplete() {
      return decoder.isComplete();
    }

    @Override
    public byte[] passed() {
      return passed;
    }
  }
}
