package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsagePage;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls as a file, written page by page, so that it may be of any length. */
final class UsageExport {

  static final String CSV = "text/csv";
  private static final String LINES = "application/x-ndjson";
  private static final String USAGE = "usage";

  /** The members of a record; those of its usage stand beside them. */
  static final List<String> COLUMNS =
      List.of(
          "request_id",
          "started_at",
          "key_id",
          "account",
          "project_id",
          "type",
          "model",
          "provider",
          "upstream_model",
          "attempts",
          "stream",
          "outcome",
          "status",
          "error_code",
          "prompt_tokens",
          "completion_tokens",
          "total_tokens",
          "cached_tokens",
          "cache_write_tokens",
          "reasoning_tokens",
          "usage_source",
          "cost",
          "rates",
          "millis",
          "first_content_millis",
          "bytes_in",
          "bytes_out");

  private UsageExport() {}

  /**
   * The file.
   *
   * @param format {@code csv}, {@code json}, or null for the usual one
   */
  static Answer of(UsageLog usage, UsageQuery query, @Nullable String format) {
    return switch (format == null ? "csv" : format) {
      case "csv" -> file("csv", CSV + "; charset=utf-8", out -> csv(usage, query, out));
      case "json" -> file("ndjson", LINES, out -> lines(usage, query, out));
      default -> throw InvalidRequestException.value("format", format, "csv or json");
    };
  }

  private static Answer file(String ending, String type, Answer.Streamed.Body body) {
    return new Answer.Streamed(
        type, Map.of("Content-Disposition", "attachment; filename=\"usage." + ending + "\""), body);
  }

  private static void lines(UsageLog usage, UsageQuery query, OutputStream out) throws IOException {
    for (Pages pages = new Pages(usage, query); pages.hasMore(); ) {
      for (UsageRecord call : pages.next()) {
        out.write(Json.bytes(UsageJson.write(call)));
        out.write('\n');
      }
    }
  }

  private static void csv(UsageLog usage, UsageQuery query, OutputStream out) throws IOException {
    out.write(line(COLUMNS));
    for (Pages pages = new Pages(usage, query); pages.hasMore(); ) {
      for (UsageRecord call : pages.next()) {
        ObjectNode json = UsageJson.write(call);
        out.write(line(COLUMNS.stream().map(column -> value(json, column)).toList()));
      }
    }
  }

  private static String value(ObjectNode call, String column) {
    JsonNode value = call.has(column) ? call.path(column) : call.path(USAGE).path(column);
    return value.isNull() ? "" : value.asText();
  }

  private static byte[] line(List<String> cells) {
    return (String.join(",", cells.stream().map(UsageExport::cell).toList()) + "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A cell that a spreadsheet shows as it is, and never takes for a formula. */
  static String cell(String text) {
    boolean isFormula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    String shown = isFormula ? "'" + text : text;
    boolean isPlain = shown.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? shown : "\"" + shown.replace("\"", "\"\"") + "\"";
  }

  /** All pages, one after the other. */
  private static final class Pages {
    private final UsageLog usage;
    private final UsageQuery query;
    private @Nullable Long from;
    private boolean more = true;

    Pages(UsageLog usage, UsageQuery query) {
      this.usage = usage;
      this.query = query;
    }

    boolean hasMore() {
      return more;
    }

    List<UsageRecord> next() {
      UsagePage page = usage.page(query, UsageLog.PAGE_MAX, from);
      from = page.next();
      more = from != null;
      return page.records();
    }
  }
}
