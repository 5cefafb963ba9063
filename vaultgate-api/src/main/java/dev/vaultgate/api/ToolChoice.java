package dev.vaultgate.api;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether and which tool the model must call. */
public sealed interface ToolChoice {

  Mode AUTO = Mode.AUTO;
  Mode NONE = Mode.NONE;
  Mode REQUIRED = Mode.REQUIRED;

  /** The choices that are one word on the wire. */
  enum Mode implements ToolChoice {
    AUTO,
    NONE,
    REQUIRED
  }

  /** This function and no other. */
  record Named(String name) implements ToolChoice {
    public Named {
      Check.notBlank("tool_choice.function.name", name);
    }
  }

  /** A choice that is not known here, kept as it came. */
  record Unknown(JsonNode json) implements ToolChoice {}
}
