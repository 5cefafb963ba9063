package dev.vaultgate.examples.bench.report;

import dev.vaultgate.examples.bench.rig.NginxContender;
import dev.vaultgate.examples.bench.rig.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The results as one table, a line per figure and a column per contender. A cell has the median,
 * the least and greatest round when they differ by more than a tenth, and the ratio to nginx.
 */
public final class MarkdownTable {

  /** The mock's own cost is no contender's, and nginx is what the others are compared with. */
  private static final Set<String> UNCOMPARED = Set.of(Trial.DIRECT, NginxContender.ID);

  /** A change of less is the machine's. */
  private static final double CHANGE = 0.05;

  private MarkdownTable() {}

  /** Aligned, so that it can be read in a terminal and pasted into a document. */
  public static String of(Results results) {
    Map<String, String> contenders = results.contenders();
    List<List<String>> rows = new ArrayList<>();
    rows.add(new ArrayList<>(List.of("figure")));
    rows.get(0).addAll(contenders.values());
    for (Figure figure : Figure.values()) {
      List<String> row = new ArrayList<>(List.of(figure.label()));
      contenders.keySet().forEach(contender -> row.add(cell(results, figure, contender)));
      if (row.stream().skip(1).anyMatch(cell -> !cell.isEmpty())) {
        rows.add(row);
      }
    }
    List<String> failures = new ArrayList<>(List.of("failed requests"));
    contenders
        .keySet()
        .forEach(contender -> failures.add(String.valueOf(results.failures(contender))));
    rows.add(failures);
    return render(rows);
  }

  /** The goals, and how each gateway of ours met them; a line each. */
  public static String goals(Results results, List<String> contenders) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(new ArrayList<>(List.of("figure", "must", "goal")));
    contenders.forEach(contender -> rows.get(0).add(results.contenders().get(contender)));
    for (Goal goal : Goal.ALL) {
      List<String> row = new ArrayList<>(List.of(goal.label()));
      row.add("≤ " + number(goal.must()));
      row.add("≤ " + number(goal.goal()));
      for (String contender : contenders) {
        Spread measured = goal.measured(results, contender);
        String figure = measured.exists() ? spread(measured) + ": " : "";
        row.add(figure + goal.verdict(results, contender));
      }
      rows.add(row);
    }
    return render(rows);
  }

  /** One contender beside another, as ratios of the second to the first. */
  public static String change(Results results, String from, String to) {
    Map<String, String> titles = results.contenders();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("figure", titles.get(from), titles.get(to), "ratio", ""));
    for (Figure figure : Figure.values()) {
      Spread before = results.value(figure, from);
      Spread after = results.value(figure, to);
      Spread ratio = results.change(figure, from, to);
      if (ratio.exists()) {
        rows.add(
            List.of(
                figure.heading(),
                spread(before),
                spread(after),
                spread(ratio),
                results.rounds() > 1 ? word(ratio) : ""));
      }
    }
    return render(rows);
  }

  /** What can be said of a change: something only where all rounds agree, of which one is none. */
  private static String word(Spread ratio) {
    if (ratio.min() > 1 + CHANGE) {
      return "more";
    }
    return ratio.max() < 1 - CHANGE ? "less" : "";
  }

  private static String cell(Results results, Figure figure, String contender) {
    Spread value = results.value(figure, contender);
    if (!value.exists()) {
      return "";
    }
    Spread ratio = results.ratio(figure, contender);
    return ratio.exists() && !UNCOMPARED.contains(contender)
        ? spread(value) + " = " + number(ratio.median()) + "×"
        : spread(value);
  }

  private static String spread(Spread value) {
    String median = number(value.median());
    return value.isWide()
        ? median + " (" + number(value.min()) + " to " + number(value.max()) + ")"
        : median;
  }

  /** Three digits that mean something, and no more. */
  static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 99.95 ? "%,.0f" : size >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  private static String render(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    StringBuilder table = new StringBuilder();
    line(table, rows.get(0), widths);
    List<String> rule = Arrays.stream(widths).mapToObj("-"::repeat).toList();
    line(table, rule, widths);
    rows.stream().skip(1).forEach(row -> line(table, row, widths));
    return table.toString();
  }

  private static void line(StringBuilder table, List<String> row, int[] widths) {
    for (int column = 0; column < widths.length; column++) {
      table.append(column == 0 ? "| " : " | ").append(row.get(column));
      table.append(" ".repeat(widths[column] - row.get(column).length()));
    }
    table.append(" |\n");
  }
}
