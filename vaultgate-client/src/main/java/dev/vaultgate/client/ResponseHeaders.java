package dev.vaultgate.client;

import org.jspecify.annotations.Nullable;

/** The headers of a provider's answer. */
@FunctionalInterface
public interface ResponseHeaders {

  ResponseHeaders NONE = name -> null;

  /** The header's first value, by any case of its name; null when it is absent. */
  @Nullable String get(String name);
}
