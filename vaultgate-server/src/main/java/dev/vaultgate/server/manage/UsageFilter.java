package dev.vaultgate.server.manage;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageSide;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which calls are asked for, as all operations on usage are told. */
final class UsageFilter {

  static final String SEARCH =
      "Only requests whose id begins so, or of models whose name holds this, letter for letter.";

  static final String SIDES =
      Arrays.stream(UsageSide.values()).map(UsageSide::word).collect(Collectors.joining(", "));

  private static final String FAILED = "failed";

  private UsageFilter() {}

  /** Adds the parameters. */
  static Operation.Draft parameters(Operation.Draft draft) {
    return draft
        .query("from", "string", "Only from this time on, such as 2027-01-31T12:00:00Z.")
        .query("until", "string", "Only before this time.")
        .query("outcome", "string", "Only those that ended so, such as ok; failed for all others.")
        .query("type", "string", "Only of models of this type: text, image, hybrid or embedding.")
        .query("model", "string", "Only of this public model.")
        .query("provider", "string", "Only those that this provider answered.")
        .query("upstream_model", "string", "Only of what the provider calls so.")
        .query("status", "integer", "Only those answered with this HTTP status.")
        .query("error_code", "string", "Only those that failed with this code.")
        .query("key_id", "string", "Only of this key.")
        .query("project_id", "string", "Only of keys of this project.")
        .query("account", "string", "Only on the credit of this account.");
  }

  /** What is asked for, of what the caller may see. */
  static UsageQuery read(Call call) {
    Query given = call.query();
    UsageQuery query =
        UsageQuery.ALL
            .between(given.instant("from"), given.instant("until"))
            .ownedBy(call.identity().owner())
            .search(search(given));
    for (UsageSide side : UsageSide.values()) {
      String value = given.text(side.word());
      if (value != null) {
        query = narrowed(query, side, value);
      }
    }
    return query;
  }

  private static UsageQuery narrowed(UsageQuery query, UsageSide side, String value) {
    return switch (side) {
      case OUTCOME ->
          value.equals(FAILED)
              ? query.failed()
              : query.where(
                  side,
                  JsonMembers.parsed("outcome", value, "ok, failed or another", Outcome::parse)
                      .word());
      case TYPE ->
          query.where(
              side,
              JsonMembers.parsed(
                      "type", value, "text, image, hybrid or embedding", ModelType::parse)
                  .key());
      default -> query.where(side, value);
    };
  }

  private static @Nullable String search(Query given) {
    String search = given.text("search");
    boolean right =
        search == null
            || !search.isEmpty()
                && search.length() <= UsageLog.SEARCH_CHARS_MAX
                && search.chars().noneMatch(Character::isISOControl);
    if (!right) {
      throw InvalidRequestException.value(
          "search", search, "1 to " + UsageLog.SEARCH_CHARS_MAX + " characters");
    }
    return search;
  }
}
