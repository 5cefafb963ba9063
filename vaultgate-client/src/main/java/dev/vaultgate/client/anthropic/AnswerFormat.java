package dev.vaultgate.client.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.ResponseFormat;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Target.Traits;
import org.jspecify.annotations.Nullable;

/**
 * How the answer gets the form that a request wants. Newer models take a schema; older ones are
 * given a tool whose arguments are the answer, and what they call it with comes out as text.
 *
 * @param outputFormat for {@code output_config.format}; null for none
 * @param tool the tool that stands for the answer; null for none
 * @param instruction to be added to the system text; null for none
 */
record AnswerFormat(
    @Nullable ObjectNode outputFormat, @Nullable ObjectNode tool, @Nullable String instruction) {

  /** The tool's name, by which the answer's decoder, which sees no request, knows it. */
  static final String TOOL_NAME = "vaultgate_answer";

  private static final AnswerFormat FREE = new AnswerFormat(null, null, null);

  static AnswerFormat of(@Nullable ResponseFormat format, Traits traits) {
    if (format == null || format == ResponseFormat.TEXT) {
      return FREE;
    }
    if (format == ResponseFormat.JSON_OBJECT) {
      return new AnswerFormat(
          null, null, "Answer with a single JSON object, without any text around it.");
    }
    if (!(format instanceof ResponseFormat.JsonSchema schema)) {
      throw InvalidRequestException.value(
          "response_format",
          ((ResponseFormat.Unknown) format).json(),
          "text, json_object or json_schema");
    }
    if (traits.can("structured_output")) {
      ObjectNode outputFormat = Json.object().put("type", "json_schema");
      outputFormat.set("schema", OutputSchema.of(schema.schema()));
      return new AnswerFormat(outputFormat, null, null);
    }
    return new AnswerFormat(null, tool(schema), null);
  }

  private static ObjectNode tool(ResponseFormat.JsonSchema schema) {
    String description =
        schema.description() == null
            ? "Gives the answer. The answer is the arguments of this call."
            : schema.description();
    ObjectNode tool = Json.object().put("name", TOOL_NAME).put("description", description);
    tool.set("input_schema", schema.schema());
    return tool;
  }
}
