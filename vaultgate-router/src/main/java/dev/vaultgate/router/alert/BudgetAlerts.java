package dev.vaultgate.router.alert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Period;
import dev.vaultgate.router.credit.Spending;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an owner should be told of a budget: of each of its bounds the highest threshold that is
 * reached, once for each day, month or, where it is for all time, each bound. Pure.
 *
 * @param account whose it is
 * @param id of the key or project
 * @param subject the same for people
 * @param settings what the owner wants to be told
 * @param now when it is looked at
 */
record BudgetAlerts(long account, String id, String subject, AlertSettings settings, Instant now) {

  private static final int ALL = 100;

  /** From here on a call that is refused says that the rest is too little for anything. */
  private static final int NEARLY_ALL = 90;

  /**
   * @param spending what is used in a period
   * @param isRefused whether a call was refused since the last look, for want of credit or tokens
   */
  List<AlertDraft> of(Budget budget, Function<Period, Spending> spending, boolean isRefused) {
    List<AlertDraft> alerts = new ArrayList<>();
    for (Period period : Period.values()) {
      Money credit = budget.credit(period);
      Long tokens = budget.tokens(period);
      if (credit != null || tokens != null) {
        Spending spent = spending.apply(period);
        add(alerts, new Bound(period, "credit", spent.spent().nanos(), nanos(credit)), isRefused);
        add(alerts, new Bound(period, "tokens", spent.tokensUsed(), tokens), isRefused);
      }
    }
    return alerts;
  }

  private static @Nullable Long nanos(@Nullable Money credit) {
    return credit == null ? null : credit.nanos();
  }

  /** One bound, and what is used of it. */
  private record Bound(Period period, String unit, long used, @Nullable Long max) {

    String shown(long amount) {
      return unit.equals("credit")
          ? Money.nanos(amount).toString()
          : String.format(Locale.ROOT, "%,d", amount);
    }

    String plain(long amount) {
      return unit.equals("credit")
          ? Money.nanos(amount).toDollars().toPlainString()
          : Long.toString(amount);
    }
  }

  private void add(List<AlertDraft> alerts, Bound bound, boolean isRefused) {
    Long max = bound.max();
    if (max == null || max == 0) {
      return;
    }
    int percent = Thresholds.reached(settings.thresholds(), bound.used(), max);
    boolean isSpent =
        isRefused
            && settings.thresholds().contains(ALL)
            && bound.used() >= Thresholds.part(max, NEARLY_ALL);
    if (isSpent || percent > 0) {
      alerts.add(alert(bound, max, isSpent ? ALL : percent));
    }
  }

  private AlertDraft alert(Bound bound, long max, int percent) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    String text =
        "%s has used %s of its %s%s: %s of %s.%s"
            .formatted(
                capital(subject),
                percent == ALL ? "all" : percent + " %",
                bound.period().adjective(),
                bound.unit(),
                bound.shown(bound.used()),
                bound.shown(max),
                percent == ALL ? " Calls are refused" + until(bound.period()) + "." : "");
    ObjectNode details =
        Json.object()
            .put("id", id)
            .put("unit", bound.unit())
            .put("period", bound.period().name().toLowerCase(Locale.ROOT))
            .put("percent", percent)
            .put("used", bound.plain(bound.used()))
            .put("limit", bound.plain(max));
    String occasion =
        "budget:%s:%s:%s:%s:%d:%d"
            .formatted(
                id, bound.unit(), bound.period(), begin(bound.period(), today), max, percent);
    return new AlertDraft(
        account, AlertKind.BUDGET, subject, text, Json.text(details), occasion, now);
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** The period that a day belongs to. */
  private static String begin(Period period, LocalDate day) {
    return switch (period) {
      case TOTAL -> "";
      case DAY -> day.toString();
      case MONTH -> day.withDayOfMonth(1).toString();
    };
  }

  private static String until(Period period) {
    return switch (period) {
      case TOTAL -> " until it is given more";
      case DAY -> " until midnight UTC, or until it is given more";
      case MONTH -> " until the month ends in UTC, or until it is given more";
    };
  }
}
