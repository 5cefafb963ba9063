package dev.vaultgate.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tool that the model may call. */
public sealed interface Tool {

  static Tool function(String name, String description, JsonNode parameters) {
    return new Function(name, description, parameters, null, Map.of(), Map.of());
  }

  /**
   * A function with a JSON schema.
   *
   * @param parameters the schema of the arguments; null when the function takes none
   * @param strict whether arguments must follow the schema exactly; null leaves it to the provider
   * @param extra further fields of the {@code function} object
   * @param beside further fields beside the {@code function} object, such as {@code cache_control}
   */
  record Function(
      String name,
      @Nullable String description,
      @Nullable JsonNode parameters,
      @Nullable Boolean strict,
      Map<String, JsonNode> extra,
      Map<String, JsonNode> beside)
      implements Tool {
    public Function {
      Check.notBlank("tools.function.name", name);
      extra = Extra.copyOf(extra);
      beside = Extra.copyOf(beside);
    }
  }

  /** A kind of tool that is not known here, kept as it came. */
  record Unknown(JsonNode json) implements Tool {}
}
