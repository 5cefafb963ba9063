package dev.vaultgate.server.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was used as JSON, in both directions. */
public final class UsageReportJson {

  private UsageReportJson() {}

  public static ObjectNode write(UsageReport report) {
    UsageLog.Totals totals = report.totals();
    ObjectNode node = Json.object();
    node.putObject("totals")
        .put("calls", totals.calls())
        .put("failed", totals.failed())
        .put("prompt_tokens", totals.promptTokens())
        .put("completion_tokens", totals.completionTokens())
        .put("cost", CreditJson.dollars(totals.cost()));
    ArrayNode calls = node.putArray("calls");
    report.calls().forEach(call -> calls.add(write(call)));
    return node;
  }

  public static UsageReport read(JsonNode json) {
    JsonMembers report = JsonMembers.of(json);
    JsonMembers totals = JsonMembers.of(report.requiredAny("totals"));
    return new UsageReport(
        new UsageLog.Totals(
            totals.count("calls"),
            totals.count("failed"),
            totals.count("prompt_tokens"),
            totals.count("completion_tokens"),
            totals.requiredDollars("cost")),
        report.array("calls").stream().map(UsageReportJson::readCall).toList());
  }

  private static ObjectNode write(UsageRecord call) {
    ObjectNode node =
        Json.object()
            .put("request_id", call.requestId())
            .put("started_at", call.startedAt().toString())
            .put("key_id", call.keyId())
            .put("account", call.account())
            .put("model", call.model())
            .put("provider", call.provider())
            .put("upstream_model", call.upstreamModel())
            .put("attempts", call.attempts())
            .put("stream", call.stream())
            .put("outcome", call.outcome().word())
            .put("status", call.status())
            .put("error_code", call.errorCode());
    Usage usage = call.usage();
    node.putObject("usage")
        .put("prompt_tokens", usage.promptTokens())
        .put("completion_tokens", usage.completionTokens())
        .put("total_tokens", usage.totalTokens())
        .put("cached_tokens", usage.cachedTokens())
        .put("cache_write_tokens", usage.cacheWriteTokens())
        .put("reasoning_tokens", usage.reasoningTokens());
    return node.put("usage_source", call.source().word())
        .put("cost", CreditJson.dollars(call.cost()))
        .put("rates", call.rates())
        .put("millis", call.millis())
        .put("first_content_millis", call.firstContentMillis())
        .put("bytes_in", call.bytesIn())
        .put("bytes_out", call.bytesOut());
  }

  private static UsageRecord readCall(JsonNode json) {
    JsonMembers call = JsonMembers.of(json);
    return new UsageRecord(
        call.requiredText("request_id"),
        call.requiredInstant("started_at"),
        call.requiredText("key_id"),
        call.requiredText("account"),
        call.requiredText("model"),
        call.requiredText("provider"),
        call.requiredText("upstream_model"),
        call.requiredText("attempts"),
        call.flag("stream", false),
        JsonMembers.parsed("outcome", call.requiredText("outcome"), "an outcome", Outcome::parse),
        call.integer("status", 0),
        call.requiredText("error_code"),
        readUsage(JsonMembers.of(call.requiredAny("usage"))),
        JsonMembers.parsed(
            "usage_source", call.requiredText("usage_source"), "a source", UsageSource::parse),
        call.requiredDollars("cost"),
        call.requiredText("rates"),
        call.count("millis"),
        firstContent(json),
        call.count("bytes_in"),
        call.count("bytes_out"));
  }

  private static Usage readUsage(JsonMembers usage) {
    return new Usage(
        usage.count("prompt_tokens"),
        usage.count("completion_tokens"),
        usage.count("total_tokens"),
        usage.count("cached_tokens"),
        usage.count("cache_write_tokens"),
        usage.count("reasoning_tokens"),
        Map.of());
  }

  private static @Nullable Long firstContent(JsonNode json) {
    JsonNode millis = json.path("first_content_millis");
    return millis.canConvertToLong() ? millis.longValue() : null;
  }
}
