package dev.vaultgate.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One message of a conversation. */
public sealed interface Message {

  /**
   * {@code system}, {@code developer}, {@code user}, {@code assistant}, {@code tool} or an unknown
   * role.
   */
  String role();

  /** Fields of the message that have no component here. */
  Map<String, JsonNode> extra();

  static Message system(String text) {
    return new System("system", Content.of(text), null, Map.of());
  }

  static Message user(String text) {
    return new User(Content.of(text), null, Map.of());
  }

  static Message user(ContentPart... parts) {
    return new User(Content.of(parts), null, Map.of());
  }

  static Message assistant(String text) {
    return Assistant.of(text);
  }

  static Message tool(String toolCallId, String content) {
    return new Tool(toolCallId, Content.of(content), Map.of());
  }

  /**
   * Instructions.
   *
   * @param role {@code system}, or {@code developer} as newer models call it
   */
  record System(String role, Content content, @Nullable String name, Map<String, JsonNode> extra)
      implements Message {
    public System {
      extra = Extra.copyOf(extra);
    }
  }

  /** What a person or program says. */
  record User(Content content, @Nullable String name, Map<String, JsonNode> extra)
      implements Message {
    public User {
      extra = Extra.copyOf(extra);
    }

    @Override
    public String role() {
      return "user";
    }
  }

  /**
   * What the model said.
   *
   * @param content null when the model only called tools
   * @param refusal the model's words of refusal, if it refused
   * @param reasoning the reasoning text ({@code reasoning_content} on the wire), never part of
   *     content
   * @param toolCalls in the model's order
   * @param extra further fields, such as {@code reasoning_details}, {@code annotations} or {@code
   *     images}
   */
  record Assistant(
      @Nullable Content content,
      @Nullable String refusal,
      @Nullable String reasoning,
      List<ToolCall> toolCalls,
      Map<String, JsonNode> extra)
      implements Message {
    public Assistant {
      toolCalls = List.copyOf(toolCalls);
      extra = Extra.copyOf(extra);
    }

    public static Assistant of(String text) {
      return new Assistant(Content.of(text), null, null, List.of(), Map.of());
    }

    /** The visible text, empty when there is none. */
    public String text() {
      return content == null ? "" : content.text();
    }

    @Override
    public String role() {
      return "assistant";
    }
  }

  /** The result of a tool call. */
  record Tool(String toolCallId, Content content, Map<String, JsonNode> extra) implements Message {
    public Tool {
      Check.notBlank("tool_call_id", toolCallId);
      extra = Extra.copyOf(extra);
    }

    @Override
    public String role() {
      return "tool";
    }
  }

  /** A message of a role that is not known here, kept as it came. */
  record Unknown(String role, JsonNode json) implements Message {
    @Override
    public Map<String, JsonNode> extra() {
      return Map.of();
    }
  }
}
