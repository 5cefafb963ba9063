package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.Content;
import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ResponseFormat;
import dev.vaultgate.api.Tool;
import dev.vaultgate.api.ToolCall;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a dialect leaves out within messages and tools: fields beside the words and the data.
 * They are named by where they stand, without places in lists, such as {@code messages.name} or
 * {@code messages.content.image_url.detail}. Top fields of a request are the encoders' own to tell.
 */
public final class Losses {

  private final Set<String> carried;
  private final Set<String> lost = new LinkedHashSet<>();

  private Losses(Set<String> carried) {
    this.carried = carried;
  }

  /**
   * The fields of a request that are not carried.
   *
   * @param carried names of such fields that the dialect has a place for
   */
  public static List<String> of(ChatRequest request, Set<String> carried) {
    Losses losses = new Losses(carried);
    request.messages().forEach(losses::message);
    request.tools().forEach(losses::tool);
    if (request.responseFormat() instanceof ResponseFormat.JsonSchema schema) {
      losses.field("response_format.json_schema.description", schema.description());
    }
    return List.copyOf(losses.lost);
  }

  private void message(Message message) {
    fields("messages.", message.extra());
    if (message instanceof Message.System m) {
      field("messages.name", m.name());
      content(m.content());
    } else if (message instanceof Message.User m) {
      field("messages.name", m.name());
      content(m.content());
    } else if (message instanceof Message.Tool m) {
      content(m.content());
    } else if (message instanceof Message.Assistant m) {
      field("messages.refusal", m.refusal());
      field("messages.reasoning_content", m.reasoning());
      if (m.content() != null) {
        content(m.content());
      }
      for (ToolCall call : m.toolCalls()) {
        fields("messages.tool_calls.", call.extra());
      }
    }
  }

  private void content(Content content) {
    for (ContentPart part : content.parts()) {
      fields("messages.content.", part.extra());
      if (part instanceof ContentPart.Image image) {
        field("messages.content.image_url.detail", image.detail());
      } else if (part instanceof ContentPart.File file) {
        field("messages.content.file.filename", file.filename());
      }
    }
  }

  private void tool(Tool tool) {
    if (tool instanceof Tool.Function function) {
      if (Boolean.TRUE.equals(function.strict())) {
        lose("tools.strict");
      }
      fields("tools.", function.extra());
      fields("tools.", function.beside());
    }
  }

  /** What is null or an empty list says nothing that could be lost. */
  private void fields(String path, Map<String, JsonNode> fields) {
    fields.forEach(
        (name, value) -> {
          if (!value.isNull() && !(value.isArray() && value.isEmpty())) {
            lose(path + name);
          }
        });
  }

  private void field(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      lose(name);
    }
  }

  private void lose(String name) {
    if (!carried.contains(name)) {
      lost.add(name);
    }
  }
}
