package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.usage.Latency;
import dev.vaultgate.router.usage.UsagePoint;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSummary;
import dev.vaultgate.router.usage.UsageTotals;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Usage as JSON. */
final class UsageJson {

  private UsageJson() {}

  static ObjectNode write(UsageRecord call) {
    ObjectNode node =
        Json.object()
            .put("request_id", call.requestId())
            .put("started_at", call.startedAt().toString())
            .put("key_id", call.keyId())
            .put("account", call.account())
            .put("project_id", call.projectId().isEmpty() ? null : call.projectId())
            .put("type", call.type().key())
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
        .put("cost", CreditOperations.dollars(call.cost()))
        .put("rates", call.rates())
        .put("millis", call.millis())
        .put("first_content_millis", call.firstContentMillis())
        .put("bytes_in", call.bytesIn())
        .put("bytes_out", call.bytesOut());
  }

  static ObjectNode write(UsageTotals totals) {
    return Json.object()
        .put("calls", totals.calls())
        .put("failed", totals.failed())
        .put("prompt_tokens", totals.promptTokens())
        .put("completion_tokens", totals.completionTokens())
        .put("cached_tokens", totals.cachedTokens())
        .put("cache_write_tokens", totals.cacheWriteTokens())
        .put("reasoning_tokens", totals.reasoningTokens())
        .put("cost", CreditOperations.dollars(totals.cost()))
        .put("average_millis", average(totals.calls(), totals.averageMillis()))
        .put(
            "average_first_content_millis",
            average(totals.firstContents(), totals.averageFirstContentMillis()));
  }

  private static @Nullable Long average(long count, long average) {
    return count == 0 ? null : average;
  }

  static ObjectNode write(UsageSummary summary) {
    ObjectNode node =
        Json.object()
            .put("from", text(summary.span().from()))
            .put("until", text(summary.span().until()));
    node.set("totals", write(summary.totals()));
    node.set("latency", write(summary.latency()));
    return node;
  }

  static ObjectNode write(UsagePoint point) {
    ObjectNode node = Json.object().put("start", point.start().toString());
    node.set("totals", write(point.totals()));
    node.set("latency", write(point.latency()));
    return node;
  }

  private static @Nullable ObjectNode write(@Nullable Latency latency) {
    return latency == null
        ? null
        : Json.object()
            .put("p50", latency.p50())
            .put("p90", latency.p90())
            .put("p95", latency.p95())
            .put("p99", latency.p99());
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
