package dev.vaultgate.examples.bench.report;

import dev.vaultgate.examples.bench.rig.BareContender;
import dev.vaultgate.examples.bench.rig.NginxContender;
import dev.vaultgate.examples.bench.rig.Peers;
import dev.vaultgate.examples.bench.rig.VaultGateContender;
import java.util.List;

/**
 * A bound on a figure, with everything on: on the figure itself, or on its ratio to another
 * contender's of the same round.
 *
 * @param figure what is bounded
 * @param base what it is divided by
 * @param must what it may be at most
 * @param goal what it should be at most
 */
public record Goal(Figure figure, Base base, double must, double goal) {

  /** What a figure is held against. */
  public enum Base {
    /** Nothing: its own unit. */
    ITSELF(""),
    NGINX(", to nginx's"),
    PORTKEY(", to Portkey's"),
    /** The same server without any policy, on the same JDK. */
    BARE(", to the bare gateway's");

    private final String words;

    Base(String words) {
      this.words = words;
    }
  }

  /** How a goal was met. */
  public enum Verdict {
    REACHED("reached"),
    WITHIN("within the must"),
    MISSED("MISSED"),
    UNKNOWN("not measured");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** What the gateway promises. */
  public static final List<Goal> ALL =
      List.of(
          new Goal(Figure.CPU_64, Base.NGINX, 6, 4),
          new Goal(Figure.CPU_64, Base.PORTKEY, 0.10, 0.06),
          new Goal(Figure.CPU_64, Base.BARE, 1.25, 1.1),
          new Goal(Figure.CPU_FRAME_100, Base.NGINX, 2.7, 1.8),
          new Goal(Figure.ADDED_P50, Base.NGINX, 1.5, 1.1),
          new Goal(Figure.ADDED_FIRST, Base.NGINX, 2, 1.3),
          new Goal(Figure.LONG_TO_SHORT, Base.ITSELF, 1.6, 1.4),
          new Goal(Figure.LOST_500, Base.ITSELF, 0, 0),
          new Goal(Figure.MEMORY_AFTER, Base.ITSELF, 330, 250),
          new Goal(Figure.START, Base.ITSELF, 1_000, 600));

  /** What is bounded, in words. */
  public String label() {
    return figure.heading() + base.words;
  }

  /** The figure, or the ratio, over the rounds. */
  public Spread measured(Results results, String contender) {
    return switch (base) {
      case ITSELF -> results.value(figure, contender);
      case NGINX -> results.ratio(figure, contender, NginxContender.ID);
      case PORTKEY -> results.ratio(figure, contender, Peers.PORTKEY);
      case BARE ->
          results.ratio(
              figure, contender, BareContender.id(VaultGateContender.javaFeature(contender)));
    };
  }

  /** How the median of the rounds stands to the bounds. */
  public Verdict verdict(Results results, String contender) {
    Spread measured = measured(results, contender);
    if (!measured.exists()) {
      return Verdict.UNKNOWN;
    } else if (measured.median() <= goal) {
      return Verdict.REACHED;
    }
    return measured.median() <= must ? Verdict.WITHIN : Verdict.MISSED;
  }
}
