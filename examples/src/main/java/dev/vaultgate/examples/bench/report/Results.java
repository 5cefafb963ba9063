package dev.vaultgate.examples.bench.report;

import dev.vaultgate.examples.bench.rig.NginxContender;
import dev.vaultgate.examples.bench.rig.Phase;
import dev.vaultgate.examples.bench.rig.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * All trials of a run, and what is computed over them. A ratio is made within each round, where
 * both sides met the same weather, and only then is the median taken.
 *
 * @param trials in the order they were made
 */
public record Results(List<Trial> trials) {

  public Results {
    trials = List.copyOf(trials);
  }

  /** Titles by id, in the order of the first round. */
  public Map<String, String> contenders() {
    Map<String, String> contenders = new LinkedHashMap<>();
    for (Trial trial : trials) {
      contenders.putIfAbsent(trial.contender(), trial.title());
    }
    return contenders;
  }

  /** How many rounds there were. */
  long rounds() {
    return trials.stream().map(Trial::round).distinct().count();
  }

  /** A figure of one contender over all rounds. */
  public Spread value(Figure figure, String contender) {
    return over(contender, trial -> value(figure, trial));
  }

  /** A figure of one contender, divided by nginx's of the same round. */
  public Spread ratio(Figure figure, String contender) {
    return ratio(figure, contender, NginxContender.ID);
  }

  /** A figure of one contender, divided by another's of the same round. */
  public Spread ratio(Figure figure, String contender, String other) {
    return over(
        contender,
        trial ->
            trial(other, trial.round())
                .filter(there -> figure.isComparable())
                .map(there -> value(figure, trial) / value(figure, there))
                .orElse(Double.NaN));
  }

  /** A figure of one build, divided by another build's of the same round. */
  Spread change(Figure figure, String from, String to) {
    return over(
        to,
        trial ->
            trial(from, trial.round())
                .map(there -> value(figure, trial) / value(figure, there))
                .orElse(Double.NaN));
  }

  /** Requests of one contender that failed, in all rounds and phases. */
  public long failures(String contender) {
    return of(contender).stream().mapToLong(Trial::failures).sum();
  }

  /** Something about every phase of one contender in every round. */
  public Spread overPhases(String contender, ToDoubleFunction<Phase> value) {
    return Spread.of(
        of(contender).stream()
            .flatMap(trial -> trial.phases().values().stream())
            .mapToDouble(value));
  }

  private Spread over(String contender, ToDoubleFunction<Trial> value) {
    return Spread.of(of(contender).stream().mapToDouble(value));
  }

  private double value(Figure figure, Trial trial) {
    Optional<Trial> direct = trial(Trial.DIRECT, trial.round());
    return figure.of(trial, direct.orElse(Trial.absent(trial.round())));
  }

  private List<Trial> of(String contender) {
    return trials.stream().filter(trial -> trial.contender().equals(contender)).toList();
  }

  private Optional<Trial> trial(String contender, int round) {
    return of(contender).stream().filter(trial -> trial.round() == round).findFirst();
  }
}
