package dev.vaultgate.client.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.Content;
import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ResponseFormat;
import dev.vaultgate.api.Tool;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.json.ChatRequestJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Effort;
import dev.vaultgate.client.Losses;
import dev.vaultgate.client.MediaData;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.ToolArguments;
import dev.vaultgate.client.ToolOffer;
import dev.vaultgate.client.WireRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chat requests in Ollama's words. For one request. */
final class RequestEncoder {

  private static final String PATH = "/api/chat";

  /** Fields of the API that OpenAI's request has not; passed on where they are given. */
  private static final Set<String> PASSED = Set.of("keep_alive", "think", "truncate", "shift");

  /** Settings of the model that OpenAI's request has not. */
  private static final Set<String> OPTIONS =
      Set.of("top_k", "min_p", "num_ctx", "repeat_penalty", "repeat_last_n", "mirostat", "num_gpu");

  /** Fields within messages that have a place. */
  private static final Set<String> CARRIED = Set.of("messages.reasoning_content");

  private final ChatRequest request;
  private final Target target;
  private final Set<String> dropped = new LinkedHashSet<>();
  private final ObjectNode body = Json.object();
  private final ObjectNode options = Json.object();

  /** The names of the called tools by the ids of their calls: results are told by name here. */
  private final Map<String, String> toolNames = new HashMap<>();

  RequestEncoder(ChatRequest request, Target target) {
    this.request = request;
    this.target = target;
  }

  WireRequest encode(boolean stream) {
    if (request.choices() > 1) {
      throw InvalidRequestException.value("n", request.n(), "1 for this model");
    }
    body.put("model", target.model());
    ArrayNode messages = body.putArray("messages");
    for (int i = 0; i < request.messages().size(); i++) {
      messages.add(message(request.messages().get(i), "messages[" + i + "]"));
    }
    tools();
    options();
    format();
    think();
    rest();
    dropped.addAll(Losses.of(request, CARRIED));
    if (!options.isEmpty()) {
      body.set("options", options);
    }
    body.put("stream", stream);
    return new WireRequest(
        target.url("chat", PATH), Map.of(), Json.bytes(body), new ArrayList<>(dropped));
  }

  private ObjectNode message(Message message, String path) {
    ObjectNode written = Json.object();
    if (message instanceof Message.System m) {
      content(written.put("role", "system"), m.content(), path);
    } else if (message instanceof Message.User m) {
      content(written.put("role", "user"), m.content(), path);
    } else if (message instanceof Message.Assistant m) {
      assistant(written.put("role", "assistant"), m, path);
    } else if (message instanceof Message.Tool m) {
      content(written.put("role", "tool"), m.content(), path);
      String name = toolNames.get(m.toolCallId());
      if (name != null) {
        written.put("tool_name", name);
      }
    } else {
      throw InvalidRequestException.value(
          path + ".role", message.role(), "system, developer, user, assistant or tool");
    }
    return written;
  }

  private void assistant(ObjectNode written, Message.Assistant message, String path) {
    content(written, message.content() == null ? Content.of("") : message.content(), path);
    if (message.reasoning() != null) {
      written.put("thinking", message.reasoning());
    }
    if (message.toolCalls().isEmpty()) {
      return;
    }
    ArrayNode calls = written.putArray("tool_calls");
    for (ToolCall call : message.toolCalls()) {
      toolNames.put(call.id(), call.name());
      calls
          .addObject()
          .putObject("function")
          .put("name", call.name())
          .set("arguments", ToolArguments.object(call));
    }
  }

  /** Text in one piece, and images beside it. */
  private static void content(ObjectNode written, Content content, String path) {
    List<String> images = new ArrayList<>();
    for (ContentPart part : content.parts()) {
      if (part instanceof ContentPart.Image image) {
        MediaData data = MediaData.parse(image.url());
        if (data == null) {
          throw InvalidRequestException.value(
              path + ".content.image_url", "an address", "a data URI for this model");
        }
        images.add(data.base64());
      } else if (!(part instanceof ContentPart.Text)) {
        throw InvalidRequestException.value(
            path + ".content", "a part", "text or image_url for this model");
      }
    }
    written.put("content", content.text());
    if (!images.isEmpty()) {
      written.set("images", Json.mapper().valueToTree(images));
    }
  }

  /** The API has no choice of tools: one that leaves tools out can be made, one that forces not. */
  private void tools() {
    ToolOffer offer = ToolOffer.of(request);
    if (offer.isForced()) {
      dropped.add("tool_choice");
    }
    if (Boolean.FALSE.equals(request.parallelToolCalls())) {
      dropped.add("parallel_tool_calls");
    }
    if (offer.tools().isEmpty() || offer.choice() == ToolOffer.Choice.NONE) {
      return;
    }
    for (Tool tool : offer.tools()) {
      if (tool instanceof Tool.Unknown unknown) {
        throw InvalidRequestException.value(
            "tools.type", unknown.json().path("type").asText(), "function");
      }
    }
    ArrayNode tools = body.putArray("tools");
    ChatRequestJson.write(request)
        .path("tools")
        .forEach(
            tool -> {
              if (isOffered(offer, tool)) {
                ((ObjectNode) tool.path("function")).remove("strict");
                tools.add(tool);
              }
            });
  }

  private static boolean isOffered(ToolOffer offer, JsonNode tool) {
    String name = tool.path("function").path("name").asText();
    return offer.tools().stream()
        .anyMatch(t -> t instanceof Tool.Function f && f.name().equals(name));
  }

  private void options() {
    option("temperature", request.temperature());
    option("top_p", request.topP());
    option("num_predict", request.outputTokensMax());
    option("seed", request.seed());
    option("presence_penalty", request.presencePenalty());
    option("frequency_penalty", request.frequencyPenalty());
    if (!request.stop().isEmpty()) {
      options.set("stop", Json.mapper().valueToTree(request.stop()));
    }
  }

  private void option(String name, @Nullable Number value) {
    if (value != null) {
      options.set(name, Json.mapper().valueToTree(value));
    }
  }

  private void format() {
    ResponseFormat format = request.responseFormat();
    if (format instanceof ResponseFormat.JsonSchema schema) {
      body.set("format", schema.schema());
    } else if (format == ResponseFormat.JSON_OBJECT) {
      body.put("format", "json");
    } else if (format instanceof ResponseFormat.Unknown unknown) {
      throw InvalidRequestException.value(
          "response_format", unknown.json(), "text, json_object or json_schema");
    }
  }

  /** On, off, or in three sizes for the models that have them. */
  private void think() {
    if (request.reasoningEffort() == null || request.extra().containsKey("think")) {
      return;
    }
    Effort effort = Effort.parse(request.reasoningEffort());
    List<String> offered = target.traits().sizes().efforts();
    if (effort == Effort.NONE) {
      body.put("think", false);
    } else if (offered.isEmpty()) {
      body.put("think", true);
    } else {
      body.put("think", effort.among(offered));
    }
  }

  private void rest() {
    request
        .extra()
        .forEach(
            (field, value) -> {
              if (value.isNull()) {
                return;
              }
              if (OPTIONS.contains(field)) {
                options.set(field, value);
              } else if (field.equals("options") && value instanceof ObjectNode own) {
                options.setAll(own);
              } else if (PASSED.contains(field)) {
                body.set(field, value);
              } else {
                dropped.add(field);
              }
            });
    if (request.user() != null) {
      dropped.add("user");
    }
  }
}
