package dev.vaultgate.server.v1;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.router.route.TimeLimits;
import dev.vaultgate.router.route.Wishes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * What callers may wish of the way that their call goes, in headers of ours: a session that stays
 * at one deployment, tags that a deployment must have, and shorter times.
 */
final class RouteWishes {

  private static final String SESSION = "x-vaultgate-session";
  private static final String TAGS = "x-vaultgate-tags";
  private static final String TIMEOUT = "x-vaultgate-timeout";
  private static final int SESSION_CHARS_MAX = 200;
  private static final int TAGS_MAX = 16;
  private static final Set<String> PHASES = Set.of("connect", "first_content", "idle", "total");
  private static final Pattern TIME = Pattern.compile("(\\d{1,7}(?:\\.\\d{1,3})?)\\s*(ms|s|m)?");
  private static final String TIME_EXPECTED =
      "a time such as 30s, or several such as first_content=5s, total=60s";

  private RouteWishes() {}

  static Wishes of(HttpFields headers) {
    String session = headers.get(SESSION);
    String tags = headers.get(TAGS);
    String timeout = headers.get(TIMEOUT);
    if (session == null && tags == null && timeout == null) {
      return Wishes.NONE;
    }
    return new Wishes(session(session), tags(tags), times(timeout));
  }

  private static @Nullable String session(@Nullable String session) {
    if (session != null && session.length() > SESSION_CHARS_MAX) {
      throw invalid(SESSION, session, "at most " + SESSION_CHARS_MAX + " characters");
    }
    return session == null || session.isBlank() ? null : session;
  }

  private static Set<String> tags(@Nullable String list) {
    Set<String> tags = new LinkedHashSet<>();
    for (String tag : list == null ? new String[0] : list.split(",", -1)) {
      if (!tag.isBlank()) {
        tags.add(tag.strip());
      }
    }
    if (list != null && tags.size() > TAGS_MAX) {
      throw invalid(TAGS, list, "at most " + TAGS_MAX + " tags");
    }
    return tags;
  }

  private static TimeLimits times(@Nullable String wish) {
    if (wish == null) {
      return TimeLimits.NONE;
    }
    Map<String, Duration> times = new HashMap<>();
    for (String part : wish.split(",", -1)) {
      List<String> pair = List.of(part.strip().split("\\s*=\\s*", 2));
      String phase = pair.size() == 1 ? "total" : pair.get(0);
      if (!PHASES.contains(phase)
          || times.putIfAbsent(phase, time(wish, pair.get(pair.size() - 1))) != null) {
        throw invalid(TIMEOUT, wish, TIME_EXPECTED);
      }
    }
    return new TimeLimits(
        times.get("connect"), times.get("first_content"), times.get("idle"), times.get("total"));
  }

  /** A number alone is of seconds. */
  private static Duration time(String wish, String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw invalid(TIMEOUT, wish, TIME_EXPECTED);
    }
    String unit = time.group(2) == null ? "s" : time.group(2);
    long unitMillis = unit.equals("ms") ? 1 : unit.equals("s") ? 1_000 : 60_000;
    Duration duration =
        Duration.ofMillis(
            new BigDecimal(time.group(1)).multiply(BigDecimal.valueOf(unitMillis)).longValue());
    if (duration.isZero()) {
      throw invalid(TIMEOUT, wish, TIME_EXPECTED);
    }
    return duration;
  }

  private static InvalidRequestException invalid(String header, String value, String expected) {
    String shown = value.length() > 80 ? value.substring(0, 80) + "…" : value;
    return new InvalidRequestException(
        400, "invalid_header", header + ": " + shown + " (expected: " + expected + ")", null);
  }
}
