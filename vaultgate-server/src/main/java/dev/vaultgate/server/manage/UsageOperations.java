package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSide;
import dev.vaultgate.router.usage.UsageTotals;
import java.util.List;

/** Shows what was used. */
public final class UsageOperations implements Topic {

  private static final int CALLS_USUAL = 20;

  private final UsageLog usage;

  public UsageOperations(UsageLog usage) {
    this.usage = usage;
  }

  @Override
  public String name() {
    return "usage";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/usage", Access.ADMIN)
            .named("usage", "The newest calls that fit every parameter, and the sums of all.")
            .query("account", "string", "Only on the credit of this account.")
            .query("key_id", "string", "Only of this key.")
            .query("model", "string", "Only of this public model.")
            .query("from", "string", "Only from this time on, such as 2027-01-31T12:00:00Z.")
            .query("until", "string", "Only before this time.")
            .query("outcome", "string", "Only those that ended so, such as ok.")
            .query("limit", "integer", "How many calls, 1 to " + UsageLog.PAGE_MAX + ".")
            .gives("Usage")
            .by(this::report));
  }

  private Answer report(Call call) {
    Query query = call.query();
    UsageQuery wanted = UsageQuery.ALL.between(query.instant("from"), query.instant("until"));
    for (UsageSide side : List.of(UsageSide.KEY, UsageSide.ACCOUNT, UsageSide.MODEL)) {
      String value = query.text(side.word());
      wanted = value == null ? wanted : wanted.where(side, value);
    }
    Outcome outcome =
        query.parsed("outcome", "how a call ended, such as ok", Outcome::parse).orElse(null);
    wanted = outcome == null ? wanted : wanted.where(UsageSide.OUTCOME, outcome.word());
    int limit = query.integer("limit", CALLS_USUAL, 1, UsageLog.PAGE_MAX);
    ObjectNode node = Json.object();
    node.set("totals", write(usage.summary(wanted).totals()));
    ArrayNode calls = node.putArray("calls");
    usage.page(wanted, limit, null).records().forEach(record -> calls.add(write(record)));
    return Answer.of(node);
  }

  private static ObjectNode write(UsageTotals totals) {
    return Json.object()
        .put("calls", totals.calls())
        .put("failed", totals.failed())
        .put("prompt_tokens", totals.promptTokens())
        .put("completion_tokens", totals.completionTokens())
        .put("cost", CreditOperations.dollars(totals.cost()));
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
        .put("cost", CreditOperations.dollars(call.cost()))
        .put("rates", call.rates())
        .put("millis", call.millis())
        .put("first_content_millis", call.firstContentMillis())
        .put("bytes_in", call.bytesIn())
        .put("bytes_out", call.bytesOut());
  }
}
