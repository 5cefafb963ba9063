package dev.vaultgate.router.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a public model is asked for, as the suffix of its id says. */
public enum ModelType {
  /** Writes text. Most of these models also see images; a capability says so. */
  TEXT,
  /** Makes images, no text. */
  IMAGE,
  /** Writes text, and takes or makes images. */
  HYBRID;

  /** The tail of an id of this type, such as {@code -text}. */
  public String suffix() {
    return "-" + key();
  }

  /** The word in data files, configuration and JSON, such as {@code text}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
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
