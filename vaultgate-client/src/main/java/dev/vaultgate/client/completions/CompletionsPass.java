package dev.vaultgate.client.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatAssembler;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.api.json.UsageJson;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatReply;
import dev.vaultgate.client.Face;
import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.Wire;
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

/** Bytes of text completions between a caller and a provider who has them: the model is renamed. */
public final class CompletionsPass implements Face.Pass {

  private final Wire wire;
  private final boolean tellsUsage;

  /**
   * @param wire reads the errors of the providers
   * @param tellsUsage whether the caller wants to know what a stream used
   */
  public CompletionsPass(Wire wire, boolean tellsUsage) {
    this.wire = wire;
    this.tellsUsage = tellsUsage;
  }

  @Override
  public WireRequest splice(ChatCall call, Face face, Target target) {
    JsonIndex json = face.json();
    JsonSplice splice = new JsonSplice(json);
    splice.replace(json.member(json.root(), "model"), JsonText.quote(target.model()));
    Integer cap = call.outputTokensMax();
    int there = json.member(json.root(), face.capField());
    if (cap != null && there < 0) {
      splice.append(face.capField(), cap.toString());
    } else if (cap != null && json.longOr(there, -1) != cap) {
      splice.replace(there, cap.toString().getBytes(StandardCharsets.US_ASCII));
    }
    if (call.stream() && !tellsUsage && !target.has(Quirk.NO_STREAM_USAGE)) {
      askForUsage(json, splice);
    }
    return new WireRequest(
        target.url(CompletionsFace.PATH, "/completions"), Map.of(), splice.bytes(), List.of());
  }

  /** What a stream used is counted whether or not the caller wants to know. */
  private static void askForUsage(JsonIndex json, JsonSplice splice) {
    int options = json.member(json.root(), "stream_options");
    if (options < 0) {
      splice.append("stream_options", "{\"include_usage\":true}");
      return;
    }
    ObjectNode asked =
        json.tree(options) instanceof ObjectNode object ? object.deepCopy() : Json.object();
    splice.replace(options, Json.bytes(asked.put("include_usage", true)));
  }

  @Override
  public ChatReply.Faced reply(byte[] body, AnswerName name, Target target) {
    ChatAssembler assembler = new ChatAssembler();
    Events events = new Events(name);
    JsonNode answer = AnswerJson.read(body);
    if (!answer.path("choices").isArray() && !answer.path("error").isObject()) {
      throw UpstreamFailure.invalid("an answer without choices", null);
    }
    events.read(answer, assembler::add);
    return new ChatReply.Faced(renamed(body, name), assembler.response(), List.of());
  }

  @Override
  public Face.Splicer frames(AnswerName name, Target target) {
    return new Events(name);
  }

  private static byte[] renamed(byte[] body, AnswerName name) {
    try {
      JsonIndex json = JsonIndex.parse(body);
      int model = json.member(json.root(), "model");
      return model < 0 || name.model() == null
          ? body
          : new JsonSplice(json).replace(model, JsonText.quote(name.model())).bytes();
    } catch (JsonSyntaxException e) {
      throw UpstreamFailure.invalid("an answer that is not JSON: " + e.getMessage(), e);
    }
  }

  /** The chunks of one stream. */
  private final class Events implements Face.Splicer {

    private final AnswerName name;
    private byte[] passed = {};
    private boolean started;
    private boolean complete;

    Events(AnswerName name) {
      this.name = name;
    }

    @Override
    public void decode(ServerSentEvent event, Consumer<ChatEvent> out) {
      passed = new byte[0];
      if (event.dataIs("[DONE]")) {
        complete = true;
        return;
      }
      JsonNode chunk = AnswerJson.read(event);
      read(chunk, out);
      if (chunk.path("choices").isEmpty() && chunk.path("usage").isObject() && !tellsUsage) {
        return;
      }
      int end = event.offset() + event.length();
      passed = renamed(Arrays.copyOfRange(event.buffer(), event.offset(), end), name);
    }

    void read(JsonNode chunk, Consumer<ChatEvent> out) {
      if (chunk.path("error").isObject()) {
        throw wire.readError(chunk);
      }
      if (!started) {
        started = true;
        out.accept(
            new ChatEvent.Start(
                chunk.path("id").asText(),
                chunk.path("model").asText(),
                chunk.path("created").asLong(),
                Map.of()));
      }
      for (JsonNode choice : chunk.path("choices")) {
        int index = choice.path("index").asInt();
        out.accept(new ChatEvent.TextDelta(index, choice.path("text").asText()));
        if (choice.path("finish_reason").isTextual()) {
          complete = true;
          FinishReason reason = FinishReason.parse(choice.path("finish_reason").textValue());
          out.accept(new ChatEvent.Finish(index, reason));
        }
      }
      Usage usage = UsageJson.read(chunk.path("usage"));
      if (usage != null) {
        out.accept(new ChatEvent.UsageReport(usage));
      }
    }

    @Override
    public boolean isComplete() {
      return complete;
    }

    @Override
    public byte[] passed() {
      return passed;
    }
  }
}
