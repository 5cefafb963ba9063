package dev.vaultgate.client.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.ResponseFormat;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.Target.Traits;
import dev.vaultgate.client.anthropic.OutputSchema;
import org.jspecify.annotations.Nullable;

/**
 * How the answer gets the form that a request wants. Newer models of Anthropic's take a schema;
 * others are given a tool whose arguments are the answer; and those without tools are asked.
 *
 * @param outputFormat for {@code output_config.format} in Anthropic's words; null for none
 * @param tool the specification of the tool that stands for the answer; null for none
 * @param instruction to be added to the system text; null for none
 */
record AnswerFormat(
    @Nullable ObjectNode outputFormat, @Nullable ObjectNode tool, @Nullable String instruction) {

  /** The tool's name, by which the answer's decoder, which sees no request, knows it. */
  static final String TOOL_NAME = "vaultgate_answer";

  private static final AnswerFormat FREE = new AnswerFormat(null, null, null);
  private static final String JSON_ALONE =
      "Answer with a single JSON object, without any text around it.";

  static AnswerFormat of(@Nullable ResponseFormat format, Target target) {
    if (format == null || format == ResponseFormat.TEXT) {
      return FREE;
    }
    if (format == ResponseFormat.JSON_OBJECT) {
      return new AnswerFormat(null, null, JSON_ALONE);
    }
    if (!(format instanceof ResponseFormat.JsonSchema schema)) {
      throw InvalidRequestException.value(
          "response_format",
          ((ResponseFormat.Unknown) format).json(),
          "text, json_object or json_schema");
    }
    if (takesSchema(target)) {
      ObjectNode outputFormat = Json.object().put("type", "json_schema");
      outputFormat.set("schema", OutputSchema.of(schema.schema()));
      return new AnswerFormat(outputFormat, null, null);
    }
    if (target.traits().lacks().contains("tools")) {
      return new AnswerFormat(
          null, null, JSON_ALONE + " It follows this JSON schema: " + Json.text(schema.schema()));
    }
    return new AnswerFormat(null, tool(schema), null);
  }

  /** Schemas came to Anthropic's models together with named efforts, with version 4.5. */
  private static boolean takesSchema(Target target) {
    Traits traits = target.traits();
    return Maker.of(target.model()) == Maker.ANTHROPIC
        && traits.can("structured_output")
        && traits.reasoning().contains("effort");
  }

  private static ObjectNode tool(ResponseFormat.JsonSchema schema) {
    String description =
        schema.description() == null
            ? "Gives the answer. The answer is the arguments of this call."
            : schema.description();
    ObjectNode tool = Json.object().put("name", TOOL_NAME).put("description", description);
    tool.putObject("inputSchema").set("json", schema.schema());
    return tool;
  }
}
