package dev.vaultgate.api;

import org.jspecify.annotations.Nullable;

/**
 * The checks of the model's constructors. A failure names the field, its value and what was
 * expected.
 */
final class Check {

  private Check() {}

  static void notBlank(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw InvalidRequestException.missing(field);
    }
  }

  static void range(String field, @Nullable Double value, double min, double max) {
    if (value != null && !(value >= min && value <= max)) {
      throw InvalidRequestException.value(field, value, plain(min) + " to " + plain(max));
    }
  }

  static void range(String field, @Nullable Integer value, int min, int max) {
    if (value != null && (value < min || value > max)) {
      throw InvalidRequestException.value(
          field, value, max == Integer.MAX_VALUE ? "at least " + min : min + " to " + max);
    }
  }

  static void that(boolean holds, String field, @Nullable Object value, String expected) {
    if (!holds) {
      throw InvalidRequestException.value(field, value, expected);
    }
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
