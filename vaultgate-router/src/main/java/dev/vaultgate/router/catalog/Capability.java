package dev.vaultgate.router.catalog;

import java.util.Locale;

/** Something that some models can do and others cannot. */
public enum Capability {
  /** Calls functions that the request offers. */
  TOOLS,
  /** Takes images. */
  VISION,
  /** Answers in the form of a given JSON schema. */
  STRUCTURED_OUTPUT,
  /** Thinks before it answers. */
  REASONING,
  /** Sends its answer piece by piece. */
  STREAMING;

  /** The word in data files, configuration and JSON, such as {@code structured_output}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
