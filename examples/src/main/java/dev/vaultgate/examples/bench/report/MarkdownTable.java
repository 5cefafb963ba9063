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

  private static String cell(Results results, Figure figure, String contender) {
    Spread value = results.value(figure, contender);
    if (!value.exists()) {
      return "";
    }
    StringBuilder cell = new StringBuilder(number(value.median()));
    if (value.isWide()) {
      cell.append(" (").append(number(value.min())).append(" to ").append(number(value.max()));
      cell.append(')');
    }
    Spread ratio = results.ratio(figure, contender);
    if (ratio.exists() && !UNCOMPARED.contains(contender)) {
      cell.append(" = ").append(number(ratio.median())).append('×');
    }
    return cell.toString();
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
