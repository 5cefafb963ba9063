package dev.vaultgate.client.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.Content;
import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The conversation as items of input. For one request. */
final class InputItems {

  private final ArrayNode items = Json.mapper().createArrayNode();

  /** Calls of tools that take free text; their results are items of another type. */
  private final Set<String> customCalls = new HashSet<>();

  private InputItems() {}

  static ArrayNode of(List<Message> messages) {
    InputItems input = new InputItems();
    messages.forEach(input::add);
    return input.items;
  }

  private void add(Message message) {
    if (message instanceof Message.System system) {
      items.addObject().put("role", system.role()).set("content", content(system.content()));
    } else if (message instanceof Message.User user) {
      items.addObject().put("role", "user").set("content", content(user.content()));
    } else if (message instanceof Message.Assistant assistant) {
      assistant(assistant);
    } else if (message instanceof Message.Tool tool) {
      String type =
          customCalls.contains(tool.toolCallId())
              ? "custom_tool_call_output"
              : "function_call_output";
      items
          .addObject()
          .put("type", type)
          .put("call_id", tool.toolCallId())
          .set("output", content(tool.content()));
    } else {
      throw InvalidRequestException.value(
          "messages", message.role(), "roles developer, system, user, assistant and tool");
    }
  }

  private void assistant(Message.Assistant message) {
    ReasoningItems.sentBack(message.extra()).forEach(items::add);
    Content content = message.content();
    ArrayNode said = Json.mapper().createArrayNode();
    if (content instanceof Content.Parts parts) {
      parts.parts().forEach(part -> said.add(said(part)));
    }
    if (message.refusal() != null) {
      said.addObject().put("type", "refusal").put("refusal", message.refusal());
    }
    if (content instanceof Content.Plain plain && !plain.text().isEmpty()) {
      if (said.isEmpty()) {
        items.addObject().put("role", "assistant").put("content", plain.text());
      } else {
        said.insertObject(0).put("type", "output_text").put("text", plain.text());
      }
    }
    if (!said.isEmpty()) {
      items.addObject().put("role", "assistant").set("content", said);
    }
    message.toolCalls().forEach(this::call);
  }

  private static ObjectNode said(ContentPart part) {
    if (part instanceof ContentPart.Text text) {
      return Json.object().put("type", "output_text").put("text", text.text());
    } else if (part instanceof ContentPart.Refusal refusal) {
      return Json.object().put("type", "refusal").put("refusal", refusal.refusal());
    }
    throw InvalidRequestException.value(
        "messages.content", "a part of another type", "text or refusal from the assistant");
  }

  private void call(ToolCall call) {
    boolean isCustom = call.type().equals("custom");
    if (isCustom) {
      customCalls.add(call.id());
    }
    items
        .addObject()
        .put("type", isCustom ? "custom_tool_call" : "function_call")
        .put("call_id", call.id())
        .put("name", call.name())
        .put(isCustom ? "input" : "arguments", call.arguments());
  }

  private static JsonNode content(Content content) {
    if (content instanceof Content.Plain plain) {
      return Json.mapper().getNodeFactory().textNode(plain.text());
    }
    ArrayNode parts = Json.mapper().createArrayNode();
    content.parts().forEach(part -> parts.add(part(part)));
    return parts;
  }

  private static JsonNode part(ContentPart part) {
    if (part instanceof ContentPart.Text text) {
      return Json.object().put("type", "input_text").put("text", text.text());
    } else if (part instanceof ContentPart.Image image) {
      ObjectNode item = Json.object().put("type", "input_image").put("image_url", image.url());
      return image.detail() == null ? item : item.put("detail", image.detail());
    } else if (part instanceof ContentPart.File file) {
      return file(file);
    } else if (part instanceof ContentPart.Unknown unknown) {
      // Of the API's own words, perhaps: its server will know.
      return unknown.json();
    }
    throw InvalidRequestException.value(
        "messages.content",
        part instanceof ContentPart.Audio ? "input_audio" : "refusal",
        "text, images and files for this model");
  }

  private static ObjectNode file(ContentPart.File file) {
    ObjectNode item = Json.object().put("type", "input_file");
    if (file.fileId() != null) {
      item.put("file_id", file.fileId());
    }
    if (file.filename() != null) {
      item.put("filename", file.filename());
    }
    if (file.fileData() != null) {
      item.put("file_data", file.fileData());
    }
    JsonNode url = file.extra().get("file_url");
    return url == null ? item : item.set("file_url", url);
  }
}
