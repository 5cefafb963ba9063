package dev.vaultgate.router.demo;

import java.util.Arrays;
import java.util.Optional;

/** The models of the demo, as the catalogue lists them. */
enum DemoModel {
  /** Answers at once. */
  TEXT("demo-text", 32_768, 4_096),
  /** Answers at once, sees images, and thinks when it is asked to. */
  HYBRID("demo-hybrid", 131_072, 8_192),
  /** Paints. */
  IMAGE("demo-image", 0, 0),
  /** Turns texts into vectors. */
  EMBEDDING("demo-embedding", 8_192, 0),
  /** Answers like a busy model: late, and then word by word. */
  SLOW("demo-slow-text", 32_768, 4_096),
  /** Fails at every second attempt, beginning with the first. */
  FLAKY("demo-flaky-text", 32_768, 4_096),
  /** Fails at every attempt, in the way that the prompt names. */
  ERROR("demo-error-text", 32_768, 4_096);

  private final String id;
  private final int contextTokens;
  private final int outputTokensMax;

  DemoModel(String id, int contextTokens, int outputTokensMax) {
    this.id = id;
    this.contextTokens = contextTokens;
    this.outputTokensMax = outputTokensMax;
  }

  static Optional<DemoModel> of(String id) {
    return Arrays.stream(values()).filter(model -> model.id.equals(id)).findFirst();
  }

  String id() {
    return id;
  }

  int contextTokens() {
    return contextTokens;
  }

  int outputTokensMax() {
    return outputTokensMax;
  }

  boolean writesText() {
    return this != IMAGE && this != EMBEDDING;
  }

  boolean seesImages() {
    return this == HYBRID;
  }

  boolean thinks() {
    return this == HYBRID;
  }
}
