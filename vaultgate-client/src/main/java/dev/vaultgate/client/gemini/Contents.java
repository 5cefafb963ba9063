package dev.vaultgate.client.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.Content;
import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a request as the dialect has them: instructions apart, and contents of user and
 * model that alternate. Results of tools are named by their tools, and come in the order of the
 * calls.
 */
final class Contents {

  private static final String USER = "user";
  private static final String MODEL = "model";

  private final Target target;

  /**
   * Whether the model is of the generations that size their thinking by level, Gemini 3 and later:
   * they have ids of calls, check signatures, and take media within results.
   */
  private final boolean isByLevel;

  private final ArrayNode system = Json.mapper().createArrayNode();
  private final ArrayNode contents = Json.mapper().createArrayNode();

  /** All calls so far. */
  private final List<ToolCall> calls = new ArrayList<>();

  /** Results that wait for the others of their turn. */
  private final List<Result> results = new ArrayList<>();

  /** A tool's result: the place of its call, and its parts. */
  private record Result(int place, List<ObjectNode> parts) {}

  private Contents(Target target) {
    this.target = target;
    this.isByLevel = target.traits().reasoning().contains("level");
  }

  static Contents of(List<Message> messages, Target target) {
    Contents contents = new Contents(target);
    for (int i = 0; i < messages.size(); i++) {
      contents.add(messages.get(i), "messages[" + i + "]");
    }
    contents.finish();
    return contents;
  }

  /** Text parts, possibly none. */
  ArrayNode system() {
    return system;
  }

  ArrayNode contents() {
    return contents;
  }

  private void add(Message message, String path) {
    if (message instanceof Message.Tool m) {
      results.add(result(m, path));
      return;
    }
    addResults();
    if (message instanceof Message.System m) {
      system(m, path);
    } else if (message instanceof Message.User m) {
      add(USER, parts(m.content(), path));
    } else if (message instanceof Message.Assistant m) {
      add(MODEL, assistant(m, path));
    } else {
      throw InvalidRequestException.value(
          path + ".role", message.role(), "system, developer, user, assistant or tool");
    }
  }

  private void system(Message.System message, String path) {
    for (ContentPart part : message.content().parts()) {
      if (!(part instanceof ContentPart.Text text)) {
        throw InvalidRequestException.value(path + ".content", "a part", "text alone");
      }
      ObjectNode node = Parts.text(text.text());
      if (node != null) {
        system.add(node);
      }
    }
  }

  private List<ObjectNode> assistant(Message.Assistant message, String path) {
    List<ObjectNode> parts = new ArrayList<>();
    Content content = message.content();
    if (content != null) {
      parts.addAll(parts(content, path));
    }
    JsonNode images = message.extra().get("images");
    if (images != null) {
      images.forEach(
          image -> parts.add(Parts.image(image.path("image_url").path("url").asText(), path)));
    }
    if (!message.toolCalls().isEmpty()) {
      List<ToolCall> made = message.toolCalls();
      boolean isSigned = made.stream().anyMatch(call -> !Signatures.of(call).isEmpty());
      for (int i = 0; i < made.size(); i++) {
        parts.add(call(made.get(i), !isSigned && i == 0));
      }
      calls.addAll(made);
    }
    return parts;
  }

  private ObjectNode call(ToolCall call, boolean isUnsigned) {
    ObjectNode part = Json.object();
    ObjectNode node = part.putObject("functionCall");
    if (isByLevel && !call.id().isEmpty()) {
      node.put("id", call.id());
    }
    node.put("name", call.name());
    node.set("args", object(call.arguments(), "unreadable"));
    String signature = Signatures.of(call);
    if (!signature.isEmpty()) {
      part.put("thoughtSignature", signature);
    } else if (isByLevel && isUnsigned) {
      part.put("thoughtSignature", Signatures.LOST);
    }
    return part;
  }

  private Result result(Message.Tool message, String path) {
    int place = place(message.toolCallId(), path);
    ObjectNode part = Json.object();
    ObjectNode node = part.putObject("functionResponse");
    if (isByLevel) {
      node.put("id", message.toolCallId());
    }
    node.put("name", calls.get(place).name());
    node.set("response", object(message.content().text(), "result"));
    List<ObjectNode> parts = new ArrayList<>();
    parts.add(part);
    List<ObjectNode> media = media(message.content(), path);
    if (isByLevel && !media.isEmpty()) {
      node.putArray("parts").addAll(media);
    } else {
      parts.addAll(media);
    }
    return new Result(place, parts);
  }

  /** The API knows results by the names of their tools, and so by their calls. */
  private int place(String id, String path) {
    for (int i = calls.size() - 1; i >= 0; i--) {
      if (calls.get(i).id().equals(id)) {
        return i;
      }
    }
    throw InvalidRequestException.value(
        path + ".tool_call_id", id, "the id of a tool call in the messages before");
  }

  private List<ObjectNode> media(Content content, String path) {
    List<ObjectNode> media = new ArrayList<>();
    for (ContentPart part : content.parts()) {
      if (!(part instanceof ContentPart.Text)) {
        ObjectNode node = Parts.of(part, target, path + ".content");
        if (node != null) {
          media.add(node);
        }
      }
    }
    return media;
  }

  /** The API wants objects; what is none becomes a member of one. */
  private static JsonNode object(String text, String member) {
    if (text.isBlank() && member.equals("unreadable")) {
      return Json.object();
    }
    try {
      JsonNode json = Json.read(text);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      // Most results are plain text.
      return Json.object().put(member, text);
    }
    return Json.object().put(member, text);
  }

  private List<ObjectNode> parts(Content content, String path) {
    List<ObjectNode> parts = new ArrayList<>();
    for (ContentPart part : content.parts()) {
      ObjectNode node = Parts.of(part, target, path + ".content");
      if (node != null) {
        parts.add(node);
      }
    }
    return parts;
  }

  private void addResults() {
    results.sort(Comparator.comparingInt(Result::place));
    List<ObjectNode> parts = new ArrayList<>();
    results.forEach(result -> parts.addAll(result.parts()));
    results.clear();
    add(USER, parts);
  }

  /** Neighbours of one role become one content. */
  private void add(String role, List<ObjectNode> parts) {
    if (parts.isEmpty()) {
      return;
    }
    content(role).addAll(parts);
  }

  private ArrayNode content(String role) {
    JsonNode last = contents.path(contents.size() - 1);
    return last.path("role").asText().equals(role)
        ? (ArrayNode) last.path("parts")
        : contents.addObject().put("role", role).putArray("parts");
  }

  private void finish() {
    addResults();
    boolean isRefused = target.traits().lacks().contains("system_messages");
    if (isRefused || contents.isEmpty()) {
      // Some models know no instructions, and instructions alone are a question.
      prepend();
    }
    if (contents.isEmpty()) {
      throw InvalidRequestException.value("messages", "only empty ones", "a text");
    }
  }

  /** Moves the instructions to the front of the user's first words. */
  private void prepend() {
    if (system.isEmpty()) {
      return;
    }
    @Nullable JsonNode first = contents.get(0);
    if (first == null || !first.path("role").asText().equals(USER)) {
      contents.insertObject(0).put("role", USER).putArray("parts").addAll(system);
    } else {
      ArrayNode parts = (ArrayNode) first.path("parts");
      ArrayNode both = Json.mapper().createArrayNode().addAll(system).addAll(parts);
      parts.removeAll();
      parts.addAll(both);
    }
    system.removeAll();
  }
}
