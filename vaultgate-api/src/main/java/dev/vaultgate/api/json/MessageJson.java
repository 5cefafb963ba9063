package dev.vaultgate.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.Content;
import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages, their content and their tool calls. */
final class MessageJson {

  private MessageJson() {}

  static Message read(JsonNode node, String path) {
    Fields fields = new Fields(node, path);
    String role = fields.requiredString("role");
    switch (role) {
      case "system", "developer":
        return new Message.System(
            role, requiredContent(fields), fields.string("name"), fields.rest());
      case "user":
        return new Message.User(requiredContent(fields), fields.string("name"), fields.rest());
      case "assistant":
        return assistant(fields);
      case "tool":
        return new Message.Tool(
            fields.requiredString("tool_call_id"), requiredContent(fields), fields.rest());
      case "function":
        return new Message.Unknown(role, node);
      default:
        throw InvalidRequestException.value(
            fields.path("role"), role, "system, developer, user, assistant or tool");
    }
  }

  /** Reads the message of an answer, which may lack anything. */
  static Message.Assistant assistant(Fields fields) {
    fields.skip("role");
    String reasoning = fields.string("reasoning_content");
    return new Message.Assistant(
        content(fields), fields.string("refusal"), reasoning, toolCalls(fields), fields.rest());
  }

  static ObjectNode write(Message message) {
    if (message instanceof Message.Unknown unknown) {
      return (ObjectNode) unknown.json();
    }
    ObjectNode node = Json.object().put("role", message.role());
    if (message instanceof Message.System m) {
      node.set("content", write(m.content()));
      name(node, m.name());
    } else if (message instanceof Message.User m) {
      node.set("content", write(m.content()));
      name(node, m.name());
    } else if (message instanceof Message.Tool m) {
      node.put("tool_call_id", m.toolCallId());
      node.set("content", write(m.content()));
    } else {
      writeAssistant(node, (Message.Assistant) message);
    }
    message.extra().forEach(node::set);
    return node;
  }

  private static void writeAssistant(ObjectNode node, Message.Assistant m) {
    Content content = m.content();
    if (content == null) {
      node.putNull("content");
    } else {
      node.set("content", write(content));
    }
    if (m.refusal() != null) {
      node.put("refusal", m.refusal());
    }
    if (m.reasoning() != null) {
      node.put("reasoning_content", m.reasoning());
    }
    if (!m.toolCalls().isEmpty()) {
      ArrayNode calls = node.putArray("tool_calls");
      m.toolCalls().forEach(call -> calls.add(write(call)));
    }
  }

  private static void name(ObjectNode node, @Nullable String name) {
    if (name != null) {
      node.put("name", name);
    }
  }

  private static Content requiredContent(Fields fields) {
    fields.required("content");
    Content content = content(fields);
    return content == null ? Content.of("") : content;
  }

  static @Nullable Content content(Fields fields) {
    JsonNode node = fields.any("content");
    if (node == null) {
      return null;
    }
    if (node.isTextual()) {
      return Content.of(node.textValue());
    }
    String path = fields.path("content");
    if (!node.isArray()) {
      throw InvalidRequestException.value(path, Fields.kind(node), "a string or an array of parts");
    }
    List<ContentPart> parts = new ArrayList<>(node.size());
    for (JsonNode part : node) {
      parts.add(part(part, path + "[" + parts.size() + "]"));
    }
    return Content.of(parts);
  }

  private static ContentPart part(JsonNode node, String path) {
    Fields fields = new Fields(node, path);
    switch (fields.requiredString("type")) {
      case "text":
        return new ContentPart.Text(fields.requiredString("text"), fields.rest());
      case "image_url":
        JsonNode image = fields.required("image_url");
        if (image.isTextual()) {
          return new ContentPart.Image(image.textValue(), null, fields.rest());
        }
        Fields source = new Fields(image, fields.path("image_url"));
        return new ContentPart.Image(
            source.requiredString("url"), source.string("detail"), fields.rest());
      case "input_audio":
        Fields audio = new Fields(fields.required("input_audio"), fields.path("input_audio"));
        return new ContentPart.Audio(
            audio.requiredString("data"), audio.requiredString("format"), fields.rest());
      case "file":
        Fields file = new Fields(fields.required("file"), fields.path("file"));
        return new ContentPart.File(
            file.string("file_data"),
            file.string("file_id"),
            file.string("filename"),
            fields.rest());
      case "refusal":
        return new ContentPart.Refusal(fields.requiredString("refusal"), fields.rest());
      default:
        return new ContentPart.Unknown(node);
    }
  }

  private static List<ToolCall> toolCalls(Fields fields) {
    List<ToolCall> calls = new ArrayList<>();
    for (JsonNode node : fields.array("tool_calls")) {
      calls.add(toolCall(new Fields(node, fields.path("tool_calls[" + calls.size() + "]"))));
    }
    return calls;
  }

  private static ToolCall toolCall(Fields call) {
    call.skip("index");
    String id = call.string("id");
    String type = call.string("type");
    boolean custom = "custom".equals(type);
    Fields body = new Fields(call.required(custom ? "custom" : "function"), call.path("function"));
    String arguments = body.string(custom ? "input" : "arguments");
    return new ToolCall(
        id == null ? "" : id,
        custom ? "custom" : "function",
        body.requiredString("name"),
        arguments == null ? "" : arguments,
        call.rest());
  }

  static ObjectNode write(ToolCall call) {
    ObjectNode node = Json.object().put("id", call.id()).put("type", call.type());
    boolean custom = "custom".equals(call.type());
    node.putObject(custom ? "custom" : "function")
        .put("name", call.name())
        .put(custom ? "input" : "arguments", call.arguments());
    call.extra().forEach(node::set);
    return node;
  }

  private static JsonNode write(Content content) {
    if (content instanceof Content.Plain plain) {
      return Json.mapper().getNodeFactory().textNode(plain.text());
    }
    ArrayNode parts = Json.mapper().createArrayNode();
    content.parts().forEach(part -> parts.add(write(part)));
    return parts;
  }

  private static JsonNode write(ContentPart part) {
    if (part instanceof ContentPart.Unknown unknown) {
      return unknown.json();
    }
    ObjectNode node = Json.object();
    if (part instanceof ContentPart.Text p) {
      node.put("type", "text").put("text", p.text());
    } else if (part instanceof ContentPart.Image p) {
      ObjectNode image = node.put("type", "image_url").putObject("image_url").put("url", p.url());
      if (p.detail() != null) {
        image.put("detail", p.detail());
      }
    } else if (part instanceof ContentPart.Audio p) {
      node.put("type", "input_audio")
          .putObject("input_audio")
          .put("data", p.data())
          .put("format", p.format());
    } else if (part instanceof ContentPart.Refusal p) {
      node.put("type", "refusal").put("refusal", p.refusal());
    } else {
      ContentPart.File p = (ContentPart.File) part;
      ObjectNode file = node.put("type", "file").putObject("file");
      put(file, "file_data", p.fileData());
      put(file, "file_id", p.fileId());
      put(file, "filename", p.filename());
    }
    part.extra().forEach(node::set);
    return node;
  }

  private static void put(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }
}
