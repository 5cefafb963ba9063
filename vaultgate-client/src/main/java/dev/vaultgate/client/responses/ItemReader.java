package dev.vaultgate.client.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vaultgate.api.Content;
import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Items of input as the messages of a chat. What the assistant thought, said and called in a row is
 * one message. For one request.
 */
final class ItemReader {

  private final List<Message> messages = new ArrayList<>();

  // What the assistant has been read to have done since the last message of another.
  private final List<ContentPart> said = new ArrayList<>();
  private final List<ToolCall> calls = new ArrayList<>();
  private final ArrayNode thoughts = Json.mapper().createArrayNode();
  private final StringBuilder reasoning = new StringBuilder();
  private @Nullable String refusal;

  private ItemReader() {}

  static List<Message> read(JsonNode input) {
    if (input.isTextual()) {
      return List.of(Message.user(input.textValue()));
    }
    if (!input.isArray()) {
      throw InvalidRequestException.missing("input");
    }
    ItemReader reader = new ItemReader();
    int place = 0;
    for (JsonNode item : input) {
      reader.item(item, "input[" + place++ + "]");
    }
    reader.endTurn();
    return reader.messages;
  }

  private void item(JsonNode item, String path) {
    switch (item.path("type").asText("message")) {
      case "message" -> message(item, path);
      case "function_call" -> call(item, "function", "arguments");
      case "custom_tool_call" -> call(item, "custom", "input");
      case "function_call_output", "custom_tool_call_output" -> {
        endTurn();
        messages.add(
            new Message.Tool(
                item.path("call_id").asText(), content(item.path("output"), path), Map.of()));
      }
      case ReasoningItems.TYPE -> {
        if (!calls.isEmpty() || !said.isEmpty()) {
          endTurn();
        }
        item.path("summary").forEach(part -> reasoning.append(part.path("text").asText()));
        ReasoningItems.unsealed(item).forEach(thoughts::add);
      }
      default ->
          throw RequestReader.unsupported(
              path + ".type", "messages, calls of functions and their outputs");
    }
  }

  private void message(JsonNode item, String path) {
    String role = item.path("role").asText();
    if (role.equals("assistant")) {
      if (!calls.isEmpty()) {
        endTurn();
      }
      said(item.path("content"));
      return;
    }
    endTurn();
    Content content = content(item.path("content"), path);
    switch (role) {
      case "user" -> messages.add(new Message.User(content, null, Map.of()));
      case "system", "developer" -> messages.add(new Message.System(role, content, null, Map.of()));
      default ->
          throw InvalidRequestException.value(
              path + ".role", role, "assistant, system, developer or user");
    }
  }

  private void said(JsonNode content) {
    if (content.isTextual()) {
      said.add(new ContentPart.Text(content.textValue()));
      return;
    }
    for (JsonNode part : content) {
      if (part.path("type").asText().equals("refusal")) {
        refusal = part.path("refusal").asText();
      } else {
        said.add(new ContentPart.Text(part.path("text").asText()));
      }
    }
  }

  private void call(JsonNode item, String type, String arguments) {
    calls.add(
        new ToolCall(
            item.path("call_id").asText(),
            type,
            item.path("name").asText(),
            item.path(arguments).asText(),
            Map.of()));
  }

  private void endTurn() {
    if (said.isEmpty() && calls.isEmpty() && refusal == null) {
      return;
    }
    Content content =
        said.isEmpty()
            ? null
            : said.size() == 1
                ? Content.of(((ContentPart.Text) said.get(0)).text())
                : Content.of(List.copyOf(said));
    messages.add(
        new Message.Assistant(
            content,
            refusal,
            reasoning.isEmpty() ? null : reasoning.toString(),
            calls,
            thoughts.isEmpty() ? Map.of() : Map.of(ReasoningItems.FIELD, thoughts.deepCopy())));
    said.clear();
    calls.clear();
    thoughts.removeAll();
    reasoning.setLength(0);
    refusal = null;
  }

  private static Content content(JsonNode content, String path) {
    if (content.isTextual()) {
      return Content.of(content.textValue());
    }
    List<ContentPart> parts = new ArrayList<>();
    int place = 0;
    for (JsonNode part : content) {
      parts.add(part(part, path + ".content[" + place++ + "]"));
    }
    return Content.of(parts);
  }

  private static ContentPart part(JsonNode part, String path) {
    return switch (part.path("type").asText()) {
      case "input_text", "output_text", "text" -> new ContentPart.Text(part.path("text").asText());
      case "input_image" -> image(part, path);
      case "input_file" ->
          new ContentPart.File(
              part.path("file_data").textValue(),
              part.path("file_id").textValue(),
              part.path("filename").textValue(),
              part.path("file_url").isTextual()
                  ? Map.of("file_url", part.get("file_url"))
                  : Map.of());
      default ->
          throw InvalidRequestException.value(
              path + ".type", part.path("type"), "input_text, input_image or input_file");
    };
  }

  private static ContentPart image(JsonNode part, String path) {
    if (!part.path("image_url").isTextual()) {
      throw RequestReader.unsupported(path + ".file_id", "image_url");
    }
    return new ContentPart.Image(
        part.path("image_url").textValue(), part.path("detail").textValue(), Map.of());
  }
}
