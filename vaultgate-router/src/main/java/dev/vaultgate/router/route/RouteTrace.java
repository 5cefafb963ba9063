package dev.vaultgate.router.route;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What happened on a route, as it happened: the attempts and how they ended, and who was passed
 * over and why. For one call; not for several threads at once.
 */
public final class RouteTrace {

  private static final String ANSWERED = "200";

  /**
   * A deployment that was passed over.
   *
   * @param deployment {@code provider/model}, with {@code #2} and so on for further keys
   * @param why in a word, such as {@code limited} or {@code lacks_tools}
   */
  public record Skip(String deployment, String why) {}

  /**
   * An attempt that has ended.
   *
   * @param provider who was asked
   * @param outcome the provider's status, or a word
   * @param millis how long it took
   */
  public record Step(String provider, String outcome, long millis) {}

  private final List<Step> steps = new ArrayList<>(1);
  private @Nullable List<Skip> skips;

  void ended(Place place, String outcome, long nanos) {
    steps.add(new Step(place.provider(), outcome, TimeUnit.NANOSECONDS.toMillis(nanos)));
  }

  void answered(Place place, long nanos) {
    ended(place, ANSWERED, nanos);
  }

  void skipped(Place place, String why) {
    List<Skip> known = skips == null ? new ArrayList<>(2) : skips;
    Skip skip = new Skip(place.id(), why);
    if (!known.contains(skip)) {
      known.add(skip);
    }
    skips = known;
  }

  public List<Step> steps() {
    return List.copyOf(steps);
  }

  public List<Skip> skips() {
    return skips == null ? List.of() : List.copyOf(skips);
  }

  /** In few words, for a header: {@code openai:429,azure:200}. */
  public String attempts() {
    if (steps.size() == 1) {
      return steps.get(0).provider() + ":" + steps.get(0).outcome();
    }
    StringBuilder words = new StringBuilder();
    for (Step step : steps) {
      words
          .append(words.isEmpty() ? "" : ",")
          .append(step.provider())
          .append(':')
          .append(step.outcome());
    }
    return words.toString();
  }

  /**
   * All of it, for records and logs: {@code openai:429(34ms),azure:200(510ms) skipped lab/m:open}.
   * What is plain stays short: {@code openai:200}.
   */
  public String story() {
    if (skips == null && steps.size() <= 1) {
      return attempts();
    }
    StringBuilder story = new StringBuilder();
    for (Step step : steps) {
      story
          .append(story.isEmpty() ? "" : ",")
          .append(step.provider())
          .append(':')
          .append(step.outcome())
          .append('(')
          .append(step.millis())
          .append("ms)");
    }
    String before = story.isEmpty() ? "skipped " : " skipped ";
    for (Skip skip : skips()) {
      story.append(before).append(skip.deployment()).append(':').append(skip.why());
      before = ",";
    }
    return story.toString();
  }
}
