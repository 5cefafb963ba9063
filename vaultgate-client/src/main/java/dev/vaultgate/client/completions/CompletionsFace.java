package dev.vaultgate.client.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.ChatRequestJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.api.json.UsageJson;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatFacts;
import dev.vaultgate.client.Face;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonIndex.Kind;
import dev.vaultgate.client.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request of {@code POST /v1/completions}. */
public record CompletionsFace(JsonIndex json) implements Face {

  /** The kind of path under which providers have text completions. */
  public static final String PATH = "completions";

  private static final List<String> SHARED =
      List.of(
          "model",
          "max_tokens",
          "temperature",
          "top_p",
          "n",
          "stop",
          "seed",
          "presence_penalty",
          "frequency_penalty",
          "logit_bias",
          "user");

  /** Besides the shared ones: what {@link #request} reads, or refuses where it says anything. */
  private static final Set<String> CARRIED =
      Set.of("prompt", "stream", "stream_options", "suffix", "logprobs", "echo", "best_of");

  /**
   * Reads a body.
   *
   * @throws InvalidRequestException when it is not strict JSON or a field is missing or wrong
   */
  public static ChatCall parse(byte[] body) {
    JsonIndex json;
    try {
      json = JsonIndex.parse(body);
    } catch (JsonSyntaxException e) {
      throw InvalidRequestException.json("The body is not valid JSON: " + e.getMessage() + ".");
    }
    int root = json.root();
    String model = json.textOf(root, "model");
    if (model == null || model.isBlank()) {
      throw InvalidRequestException.missing("model");
    }
    if (json.isNothing(json.member(root, "prompt"))) {
      throw InvalidRequestException.missing("prompt");
    }
    Integer cap = number(json, "max_tokens", Integer.MAX_VALUE);
    Integer n = number(json, "n", ChatRequest.N_MAX);
    // All of these are written, and paid for, though only the best are answered.
    Integer bestOf = number(json, "best_of", ChatRequest.N_MAX);
    int written = Math.max(n == null ? 1 : n, bestOf == null ? 1 : bestOf);
    int prompt = json.member(root, "prompt");
    int prompts = json.kind(prompt) == Kind.ARRAY ? Math.max(1, json.size(prompt)) : 1;
    ChatFacts facts =
        new ChatFacts(
            model, cap, written * prompts, json.end(root) - json.start(root), prompts, 0, 0, 0);
    return ChatCall.of(new CompletionsFace(json), facts, flag(json, root, "stream"));
  }

  private static @Nullable Integer number(JsonIndex json, String field, int max) {
    int token = json.member(json.root(), field);
    if (json.isNothing(token)) {
      return null;
    }
    long value = json.longOr(token, 0);
    if (value < 1 || value > max) {
      throw InvalidRequestException.value(field, json.source(token), "1 to " + max);
    }
    return (int) value;
  }

  private static boolean flag(JsonIndex json, int object, String field) {
    int token = json.member(object, field);
    return token >= 0 && json.kind(token) == Kind.TRUE;
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public String capField() {
    return "max_tokens";
  }

  @Override
  public String inputField() {
    return "prompt";
  }

  @Override
  public ChatRequest request() {
    JsonNode request = json.tree(json.root());
    for (String field : List.of("suffix", "logprobs")) {
      if (request.hasNonNull(field)) {
        throw unsupported(field);
      }
    }
    if (request.path("echo").asBoolean() || request.path("best_of").asInt(1) > 1) {
      throw unsupported(request.path("echo").asBoolean() ? "echo" : "best_of");
    }
    JsonNode prompt = request.path("prompt");
    JsonNode text = prompt.isArray() && prompt.size() == 1 ? prompt.get(0) : prompt;
    if (!text.isTextual()) {
      throw InvalidRequestException.value("prompt", "an array", "one text for this model");
    }
    ObjectNode chat = Json.object();
    SHARED.forEach(
        field -> {
          if (request.hasNonNull(field)) {
            chat.set(field, request.get(field));
          }
        });
    chat.putArray("messages").addObject().put("role", "user").set("content", text);
    return ChatRequestJson.read(chat);
  }

  private static InvalidRequestException unsupported(String field) {
    return new InvalidRequestException(
        400,
        "unsupported_parameter",
        field + ": not supported for this model (expected: without)",
        field);
  }

  @Override
  public List<String> dropped() {
    List<String> dropped = new ArrayList<>();
    json.tree(json.root())
        .properties()
        .forEach(
            field -> {
              if (!CARRIED.contains(field.getKey())
                  && !SHARED.contains(field.getKey())
                  && !field.getValue().isNull()) {
                dropped.add(field.getKey());
              }
            });
    return dropped;
  }

  @Override
  public String answerId(String requestId) {
    return "cmpl-" + requestId;
  }

  @Override
  public byte[] answer(ChatResponse response) {
    ObjectNode answer = head(response.id(), response.created(), response.model());
    for (ChatResponse.Choice choice : response.choices()) {
      choice(answer, choice.index(), choice.message().text(), choice.finishReason());
    }
    if (response.usage() != null) {
      answer.set("usage", UsageJson.write(response.usage()));
    }
    return Json.bytes(answer);
  }

  @Override
  public EventWriter events(ChatEvent.Start head, long created) {
    boolean tellsUsage = tellsUsage(json);
    return new EventWriter() {
      @Override
      public List<byte[]> write(ChatEvent event) {
        FinishReason finish = event instanceof ChatEvent.Finish ended ? ended.reason() : null;
        if (finish == null && event.text().isEmpty()) {
          return List.of();
        }
        ObjectNode chunk = head(head.id(), created, head.model());
        choice(chunk, event.choice(), event.text(), finish);
        return List.of(Json.bytes(chunk));
      }

      @Override
      public List<byte[]> end(Usage usage) {
        if (!tellsUsage) {
          return List.of();
        }
        ObjectNode chunk = head(head.id(), created, head.model());
        chunk.set("usage", UsageJson.write(usage));
        return List.of(Json.bytes(chunk));
      }
    };
  }

  /** Whether the caller wants to know what a stream used. */
  public static boolean tellsUsage(JsonIndex json) {
    return flag(json, json.member(json.root(), "stream_options"), "include_usage");
  }

  private static ObjectNode head(String id, long created, String model) {
    ObjectNode head = Json.object().put("id", id).put("object", "text_completion");
    head.put("created", created).put("model", model).putArray("choices");
    return head;
  }

  private static void choice(
      ObjectNode answer, int index, String text, @Nullable FinishReason finish) {
    answer
        .withArray("choices")
        .addObject()
        .put("index", index)
        .put("text", text)
        .putNull("logprobs")
        .put("finish_reason", finish == null ? null : finish.word());
  }
}
