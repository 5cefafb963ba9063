package dev.vaultgate.api;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The form that the answer's text must have. */
public sealed interface ResponseFormat {

  Word TEXT = Word.TEXT;
  Word JSON_OBJECT = Word.JSON_OBJECT;

  /** The formats without a parameter: free text, or any JSON object. */
  enum Word implements ResponseFormat {
    TEXT,
    JSON_OBJECT
  }

  /** JSON that follows a schema. */
  record JsonSchema(
      String name, @Nullable String description, JsonNode schema, @Nullable Boolean strict)
      implements ResponseFormat {
    public JsonSchema {
      Check.notBlank("response_format.json_schema.name", name);
    }
  }

  /** A format that is not known here, kept as it came. */
  record Unknown(JsonNode json) implements ResponseFormat {}
}
