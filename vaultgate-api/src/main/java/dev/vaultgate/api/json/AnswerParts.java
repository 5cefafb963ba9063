package dev.vaultgate.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * The content of an answer that came in parts: text, and the thoughts before it. Mistral nests the
 * text of a thought under {@code thinking}, Databricks under {@code summary}.
 */
final class AnswerParts {

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();

  private AnswerParts() {}

  /** The parts; empty when one of them is neither text nor thought, so that none is lost. */
  static Optional<AnswerParts> of(JsonNode parts) {
    AnswerParts read = new AnswerParts();
    for (JsonNode part : parts) {
      if (!read.add(part)) {
        return Optional.empty();
      }
    }
    return Optional.of(read);
  }

  private boolean add(JsonNode part) {
    switch (part.path("type").asText()) {
      case "text", "output_text":
        text.append(part.path("text").asText());
        return true;
      case "thinking":
        return addThoughts(part.path("thinking"));
      case "reasoning":
        return addThoughts(part.path(part.has("summary") ? "summary" : "text"));
      default:
        return false;
    }
  }

  private boolean addThoughts(JsonNode thoughts) {
    if (thoughts.isTextual()) {
      reasoning.append(thoughts.textValue());
    }
    thoughts.forEach(thought -> reasoning.append(thought.path("text").asText()));
    return true;
  }

  /** Puts text and reasoning where OpenAI and most others have them. */
  void putInto(ObjectNode message) {
    message.put("content", text.toString());
    if (!reasoning.isEmpty() && !message.path("reasoning_content").isTextual()) {
      message.put("reasoning_content", reasoning.toString());
    }
  }
}
