package dev.vaultgate.router.route;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.client.Notes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What happened on a route, as it happened: the attempts and how they ended, and who was passed
 * over and why, and what is special about it for the log. For one call; not for several threads at
 * once.
 */
public final class RouteTrace {

  private static final String ANSWERED = "200";
  private static final String CONTENT_FILTER = "content_filter";

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
   * @param deployment which of its models, as in {@link Skip}
   * @param outcome the provider's status, or a word
   * @param millis how long it took, of a stream until its first content
   * @param failure what it ended with, or null
   * @param notes what is special about it
   */
  public record Step(
      String provider,
      String deployment,
      String outcome,
      long millis,
      @Nullable VaultGateException failure,
      Notes notes) {

    /** The class of its end: {@code ok}, a fault such as {@code rate_limited}, or a word. */
    public String kind() {
      String finer = notes.value(Notes.CLASS);
      if (finer != null) {
        return finer;
      } else if (failure instanceof UpstreamException upstream) {
        return upstream.fault().name().toLowerCase(Locale.ROOT);
      } else if (failure instanceof InvalidRequestException refused) {
        return CONTENT_FILTER.equals(refused.code()) ? CONTENT_FILTER : "caller_error";
      }
      return outcome.equals(ANSWERED) ? "ok" : outcome;
    }
  }

  private final List<Step> steps = new ArrayList<>(1);
  private @Nullable List<Skip> skips;
  private Notes notes = Notes.NONE; // guarded by this
  private volatile boolean settled;

  void ended(Place place, String outcome, long nanos) {
    ended(place, outcome, nanos, null, Notes.NONE);
  }

  void ended(
      Place place, String outcome, long nanos, @Nullable VaultGateException failure, Notes notes) {
    steps.add(
        new Step(
            place.provider(),
            place.id(),
            outcome,
            TimeUnit.NANOSECONDS.toMillis(nanos),
            failure,
            notes));
  }

  void answered(Place place, long nanos) {
    ended(place, ANSWERED, nanos);
  }

  /**
   * Says what is special about the answer that was chosen. Of a stream, more of it may be said
   * later.
   *
   * @param failure what broke it off, or null
   */
  public void answer(Notes special, @Nullable VaultGateException failure) {
    if (!steps.isEmpty() && (!special.isNone() || failure != null)) {
      Step last = steps.remove(steps.size() - 1);
      steps.add(
          new Step(
              last.provider(), last.deployment(), last.outcome(), last.millis(), failure, special));
    }
  }

  /** Says what is special about the call as a whole; from any thread. */
  public synchronized void note(Notes special) {
    notes = notes.and(special);
  }

  /** What is special about the call as a whole. */
  public synchronized Notes notes() {
    return notes;
  }

  /** Says that the call has been settled, and told of. */
  public void settled() {
    settled = true;
  }

  /** Whether the call has been settled. What was refused before it began never is. */
  public boolean isSettled() {
    return settled;
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
