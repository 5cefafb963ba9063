package dev.vaultgate.router.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The numbers that a schema allows. */
final class NumberRange {

  private static final BigDecimal STEP = BigDecimal.ONE;

  private final JsonNode schema;
  private final boolean whole;

  NumberRange(JsonNode schema, boolean whole) {
    this.schema = schema;
    this.whole = whole;
  }

  /** A number of the prompt that is allowed, or one near the beginning of the range. */
  BigDecimal pick(Hints hints) {
    return hints.number(this::allows).orElseGet(this::smallest);
  }

  private boolean allows(BigDecimal number) {
    return (!whole || number.stripTrailingZeros().scale() <= 0)
        && (!schema.has("minimum") || number.compareTo(bound("minimum")) >= 0)
        && (!schema.has("maximum") || number.compareTo(bound("maximum")) <= 0)
        && (!schema.has("exclusiveMinimum") || number.compareTo(bound("exclusiveMinimum")) > 0)
        && (!schema.has("exclusiveMaximum") || number.compareTo(bound("exclusiveMaximum")) < 0)
        && (!isStepped() || number.remainder(bound("multipleOf")).signum() == 0);
  }

  private BigDecimal smallest() {
    BigDecimal number = STEP;
    if (schema.has("minimum")) {
      number = bound("minimum");
    } else if (schema.has("exclusiveMinimum")) {
      number = bound("exclusiveMinimum").add(STEP);
    } else if (schema.has("maximum")) {
      number = number.min(bound("maximum"));
    } else if (schema.has("exclusiveMaximum")) {
      number = number.min(bound("exclusiveMaximum").subtract(STEP));
    }
    if (whole) {
      number = number.setScale(0, RoundingMode.CEILING);
    }
    if (isStepped()) {
      BigDecimal step = bound("multipleOf");
      number = number.divide(step, 0, RoundingMode.CEILING).multiply(step);
    }
    return allows(number) ? number : between(number);
  }

  /** A range narrower than a step, such as 0 to 1 without its ends. */
  private BigDecimal between(BigDecimal otherwise) {
    if (whole || !schema.has("exclusiveMinimum")) {
      return otherwise;
    }
    String end = schema.has("exclusiveMaximum") ? "exclusiveMaximum" : "maximum";
    return bound("exclusiveMinimum").add(bound(end)).divide(BigDecimal.valueOf(2));
  }

  private boolean isStepped() {
    return schema.has("multipleOf") && bound("multipleOf").signum() > 0;
  }

  private BigDecimal bound(String name) {
    return schema.get(name).decimalValue();
  }
}
