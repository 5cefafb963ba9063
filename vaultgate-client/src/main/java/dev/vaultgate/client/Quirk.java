package dev.vaultgate.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A way in which a provider differs from the dialect it speaks. Quirks are named on a provider's
 * row of the registry, in lower camel case, and handled inside the wire: no code asks for a
 * provider's name.
 */
public enum Quirk {
  /** Knows {@code max_tokens} only: {@code max_completion_tokens} is renamed to it. */
  MAX_TOKENS_ONLY,
  /** Its reasoning models know {@code max_completion_tokens} only. */
  MAX_COMPLETION_TOKENS,
  /** Refuses {@code stream_options}. */
  NO_STREAM_USAGE,
  /** Refuses fields that it does not know: only the dialect's own are sent. */
  STRICT_PARAMS,
  /** Does not know the role {@code developer}: it is sent as {@code system}. */
  NO_DEVELOPER_ROLE,
  /** Refuses {@code tool_choice: required}: it is sent as {@code auto}. */
  NO_TOOL_CHOICE_REQUIRED,
  /** Says {@code any} where the dialect says {@code tool_choice: required}. */
  TOOL_CHOICE_ANY,
  /**
   * Takes ids of tool calls of nine letters and digits only: any other is sent as one that is made
   * of it, the same each time.
   */
  SHORT_TOOL_IDS,
  /** Refuses {@code strict} in the definition of a tool. */
  NO_STRICT_TOOLS,
  /**
   * Knows the format {@code json_object} but not {@code json_schema}: the schema is sent as an
   * instruction.
   */
  JSON_OBJECT_ONLY,
  /** Takes content as text only: text parts are joined. */
  TEXT_CONTENT_ONLY,
  /** Puts reasoning text into {@code reasoning}, and wants it back there. */
  REASONING_IN_REASONING,
  /** Puts reasoning text between {@code <think>} tags at the head of the content. */
  REASONING_IN_THINK_TAGS,
  /**
   * Takes reasoning back as a part of the content, and knows no {@code reasoning_content}; models
   * that do not reason take none back.
   */
  REASONING_IN_CONTENT,
  /**
   * Wants {@code reasoning_content} in every earlier message of the assistant, if only an empty
   * one: without it, turns with tools are refused while the model thinks.
   */
  REASONING_EXPECTED_BACK,
  /** Reports a stream's usage in {@code x_groq.usage}. */
  USAGE_IN_X_GROQ,
  /** Takes the shape of an image as {@code aspect_ratio} and its class as {@code resolution}. */
  IMAGE_ASPECT_RATIO,
  /** Takes the size of an image as {@code width} and {@code height}. */
  IMAGE_WIDTH_HEIGHT,
  /** Counts reasoning tokens beside the completion's tokens instead of within. */
  REASONING_OUTSIDE_COMPLETION;

  /** The quirk's name in data files, such as {@code maxTokensOnly}. */
  public String id() {
    StringBuilder id = new StringBuilder();
    for (String word : name().toLowerCase(Locale.ROOT).split("_", -1)) {
      id.append(id.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return id.toString();
  }

  /** The quirk of this name in data files; empty when there is none. */
  public static Optional<Quirk> find(String id) {
    return Arrays.stream(values()).filter(quirk -> quirk.id().equals(id)).findFirst();
  }

  /** The quirk of this name in data files. */
  public static Quirk parse(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "quirk: " + id + " (expected: a name of " + Quirk.class + ")"));
  }
}
