package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.store.StoreReport;

/** What was found in a store, for people and for scripts. */
final class StoreReportText {

  private StoreReportText() {}

  static String words(StoreReport report) {
    return "%s, %s, %s, $%s given and $%s used"
        .formatted(
            count(report.accounts(), "account"),
            count(report.keys(), "key"),
            count(report.calls(), "call"),
            report.given().toDollars().toPlainString(),
            report.used().toDollars().toPlainString());
  }

  private static String count(long number, String what) {
    return "%,d %s%s".formatted(number, what, number == 1 ? "" : "s");
  }

  static ObjectNode json(StoreReport report) {
    ObjectNode json =
        Json.object()
            .put("file", report.file().toString())
            .put("sound", report.isSound())
            .put("bytes", report.bytes())
            .put("schema", report.schema())
            .put("accounts", report.accounts())
            .put("keys", report.keys())
            .put("given", report.given().toDollars().toPlainString())
            .put("used", report.used().toDollars().toPlainString())
            .put("calls", report.calls());
    report.problems().forEach(json.putArray("problems")::add);
    return json;
  }
}
