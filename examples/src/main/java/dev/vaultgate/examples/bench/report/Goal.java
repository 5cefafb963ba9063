package dev.vaultgate.examples.bench.report;

import java.util.List;

/**
 * A bound on a ratio to nginx.
 *
 * @param figure what is bounded
 * @param ratioMax the median ratio may be this much
 */
public record Goal(Figure figure, double ratioMax) {

  /** What the gateway promises, with everything on. */
  public static final List<Goal> ALL =
      List.of(new Goal(Figure.CPU_64, 8.0), new Goal(Figure.CPU_FRAME_100, 3.5));

  /** Whether a contender keeps within the bound; it does not when nothing was measured. */
  public boolean isMet(Results results, String contender) {
    return results.ratio(figure, contender).median() <= ratioMax;
  }

  /** The bound and how it was met, in one line. */
  public String verdict(Results results, String contender) {
    Spread ratio = results.ratio(figure, contender);
    String measured = ratio.exists() ? MarkdownTable.number(ratio.median()) : "not measured";
    return "%s: %s, %s to nginx's (at most %s): %s"
        .formatted(
            results.contenders().get(contender),
            figure.label().trim(),
            measured,
            MarkdownTable.number(ratioMax),
            isMet(results, contender) ? "met" : "MISSED");
  }
}
