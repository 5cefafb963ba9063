package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Usage as people read it. */
final class UsageWords {

  private static final String NOTHING = "-";

  private UsageWords() {}

  /** A call, in the columns of a list. */
  static Object[] cells(JsonNode call) {
    String code = call.path("error_code").asText();
    String outcome = call.path("outcome").asText();
    return new Object[] {
      Times.seconds(call.path("started_at")),
      call.path("request_id").asText(),
      call.path("model").asText(),
      call.path("attempts").asText(),
      code.isEmpty() ? outcome : outcome + " (" + code + ")",
      call.path("usage").path("prompt_tokens").asLong(),
      call.path("usage").path("completion_tokens").asLong(),
      Amounts.of(call.path("cost")),
      call.path("millis").asLong()
    };
  }

  /** A number with a mark between thousands. */
  static String number(JsonNode number) {
    return String.format(Locale.ROOT, "%,d", number.asLong());
  }

  /** A span of time; a dash where there is none. */
  static String millis(JsonNode millis) {
    return millis.isNumber() ? number(millis) + " ms" : NOTHING;
  }

  /** How much of the whole a part is, in per cent. */
  static String share(long part, long whole) {
    return whole == 0 ? NOTHING : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
  }
}
