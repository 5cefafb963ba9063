package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.usage.UsageFeed;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageMeasure;
import dev.vaultgate.router.usage.UsagePage;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageRanking;
import dev.vaultgate.router.usage.UsageSide;
import dev.vaultgate.router.usage.UsageStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Shows what was used: call by call, summed up, as files and as it happens. Users see what is on
 * their own account.
 */
public final class UsageOperations implements Topic {

  private static final int CALLS_USUAL = 50;
  private static final int PLACES_USUAL = 10;
  private static final Duration HOURS_USUAL = Duration.ofDays(1);
  private static final Duration DAYS_USUAL = Duration.ofDays(30);

  private final UsageLog usage;
  private final UsageNames names;
  private final Supplier<UsageFeed> feed;
  private final SystemTime time;

  /**
   * @param feed of the gateway that runs; fails where none does
   */
  public UsageOperations(Store store, Supplier<UsageFeed> feed, SystemTime time) {
    this.usage = store.usage();
    this.names = new UsageNames(store.keys(), store.projects());
    this.feed = feed;
    this.time = time;
  }

  @Override
  public String name() {
    return "usage";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        UsageFilter.parameters(
                Operation.get("/usage", Access.USER)
                    .named("listUsage", "The calls that fit every parameter, newest first."))
            .query("search", "string", UsageFilter.SEARCH)
            .query("limit", "integer", "How many, 1 to " + UsageLog.PAGE_MAX + ".")
            .query("page", "string", "Where the page begins: what the one before called next.")
            .gives("UsageRecord[]")
            .by(this::list),
        UsageFilter.parameters(
                Operation.get("/usage/summary", Access.USER)
                    .named("sumUsage", "The sums of the calls that fit, in whole hours."))
            .gives("UsageSummary")
            .by(this::summary),
        UsageFilter.parameters(
                Operation.get("/usage/series", Access.USER)
                    .named("usageSeries", "The sums of the calls that fit, step by step."))
            .query("step", "string", "hour or day; day if absent.")
            .gives("UsagePoint[]")
            .by(this::series),
        UsageFilter.parameters(
                Operation.get("/usage/ranking", Access.USER)
                    .named("rankUsage", "The sums of the calls that fit, the greatest first."))
            .query(
                "by",
                "string",
                "By which side of a call, such as model or key_id; model if absent.")
            .query("measure", "string", "cost, calls, tokens or failed; cost if absent.")
            .query("limit", "integer", "How many places, 1 to " + UsageLog.PLACES_MAX + ".")
            .gives("UsageRanking")
            .by(this::ranking),
        UsageFilter.parameters(
                Operation.get("/usage/export", Access.USER)
                    .named("exportUsage", "The calls that fit as a file, newest first."))
            .query("search", "string", UsageFilter.SEARCH)
            .query(
                "format", "string", "csv, or json for a JSON object in each line; csv if absent.")
            .gives(UsageExport.CSV)
            .by(this::export),
        UsageFilter.parameters(
                Operation.get("/usage/live", Access.USER)
                    .named("watchUsage", "The calls that fit, each when it has ended, as events."))
            .gives(UsageEvents.TYPE)
            .by(this::live));
  }

  private Answer list(Call call) {
    int limit = call.query().integer("limit", CALLS_USUAL, 1, UsageLog.PAGE_MAX);
    UsageQuery query = UsageFilter.read(call);
    UsagePage page = usage.page(query, limit, call.query().page("page"));
    return Answer.page(page.records(), UsageJson::write, page.next());
  }

  private Answer summary(Call call) {
    return Answer.of(UsageJson.write(usage.summary(UsageFilter.read(call))));
  }

  private Answer series(Call call) {
    UsageStep step =
        call.query().parsed("step", "hour or day", UsageStep::parse).orElse(UsageStep.DAY);
    UsageQuery query = UsageFilter.read(call);
    Instant until = query.until() == null ? time.now() : query.until();
    Duration usual = step == UsageStep.HOUR ? HOURS_USUAL : DAYS_USUAL;
    Instant from = query.from() == null ? until.minus(usual) : query.from();
    try {
      return Answer.list(usage.series(query.between(from, until), step), UsageJson::write);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          400, "invalid_value", String.valueOf(e.getMessage()), "from", e);
    }
  }

  private Answer ranking(Call call) {
    UsageSide by =
        call.query().parsed("by", UsageFilter.SIDES, UsageSide::parse).orElse(UsageSide.MODEL);
    UsageMeasure measure =
        call.query()
            .parsed("measure", "cost, calls, tokens or failed", UsageMeasure::parse)
            .orElse(UsageMeasure.COST);
    int limit = call.query().integer("limit", PLACES_USUAL, 1, UsageLog.PLACES_MAX);
    UsageRanking ranking = usage.ranking(UsageFilter.read(call), by, measure, limit);
    ObjectNode node =
        Json.object()
            .put("object", "list")
            .put("by", by.word())
            .put("measure", measure.word().toLowerCase(Locale.ROOT));
    ArrayNode data = node.putArray("data");
    for (UsageRanking.Share share : ranking.shares()) {
      ObjectNode place =
          data.addObject().put("value", share.value()).put("name", names.of(by, share.value()));
      place.set("totals", UsageJson.write(share.totals()));
    }
    node.set("all", UsageJson.write(ranking.all()));
    return Answer.of(node);
  }

  private Answer export(Call call) {
    return UsageExport.of(usage, UsageFilter.read(call), call.query().text("format"));
  }

  private Answer live(Call call) {
    return UsageEvents.of(feed.get(), UsageFilter.read(call));
  }
}
