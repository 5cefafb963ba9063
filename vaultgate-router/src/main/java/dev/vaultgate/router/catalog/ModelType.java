package dev.vaultgate.router.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a public model is asked for, as the suffix of its id says. */
public enum ModelType {
  /** Writes text. Most of these models also see images; a capability says so. */
  TEXT("chat"),
  /** Makes images, no text. */
  IMAGE("images"),
  /** Writes text, and takes or makes images. */
  HYBRID("chat"),
  /** Turns texts into vectors. */
  EMBEDDING("embeddings");

  /** All endpoints, the one that most is asked of first. */
  static final List<String> ENDPOINTS =
      Arrays.stream(values()).map(ModelType::endpoint).distinct().toList();

  private final String key = name().toLowerCase(Locale.ROOT);
  private final String endpoint;

  ModelType(String endpoint) {
    this.endpoint = endpoint;
  }

  /** What it is asked at, in the words of {@link ProviderRow#paths}. */
  public String endpoint() {
    return endpoint;
  }

  /** The tail of an id of this type, such as {@code -text}. */
  public String suffix() {
    return "-" + key();
  }

  /** The word in data files, configuration and JSON, such as {@code text}. */
  public String key() {
    return key;
  }

  /**
   * The type of a word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static ModelType parse(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }

  /** The type that the suffix of {@code id} names; empty for an id without one. */
  public static Optional<ModelType> ofId(String id) {
    return Arrays.stream(values())
        .filter(type -> id.length() > type.suffix().length() && id.endsWith(type.suffix()))
        .findFirst();
  }

  /** {@code id} without its type suffix, if it has one: the bare name. */
  static String bare(String id) {
    return ofId(id).map(type -> id.substring(0, id.length() - type.suffix().length())).orElse(id);
  }
}
