package dev.vaultgate.examples.bench.profile;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stacks as a picture: each method a bar on the one that called it, as wide as its weight. An SVG
 * file that a browser opens; a bar tells its name and share when the mouse is on it.
 */
final class FlameGraph {

  private static final int WIDTH = 1_600;
  private static final int BAR = 16;
  private static final int FONT = 11;
  private static final double CHARACTER = 6.2;
  private static final double WIDTH_MIN = 0.4;
  private static final int CHARACTERS_MIN = 3;

  private static final String OTHERS = "#c4c4c4";

  /** By the beginning of a method's name. */
  private static final Map<String, String> COLOURS =
      Map.of(
          "dev.vaultgate.", "#e8833a",
          "okhttp3.", "#d9b441",
          "okio.", "#d9b441",
          "org.eclipse.jetty.", "#6c9bd2",
          "org.sqlite.", "#79b07a");

  private final StringBuilder bars = new StringBuilder();
  private int depthMax;

  private FlameGraph() {}

  /** A method in one place of the tree. */
  private static final class Node {
    private final Map<String, Node> callees = new TreeMap<>();
    private long weight;

    private void add(String[] stack, int from, long more) {
      weight += more;
      if (from < stack.length) {
        callees.computeIfAbsent(stack[from], name -> new Node()).add(stack, from + 1, more);
      }
    }
  }

  /**
   * Draws them.
   *
   * @param stacks weights by stack: methods, the outermost first, with semicolons between
   */
  static String of(Map<String, Long> stacks) {
    Node root = new Node();
    stacks.forEach((stack, weight) -> root.add(stack.split(";", -1), 0, weight));
    FlameGraph graph = new FlameGraph();
    graph.draw("all", root, 0, 0, root.weight);
    int height = (graph.depthMax + 1) * BAR;
    return String.format(
        Locale.ROOT,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " font-family=\"monospace\" font-size=\"%d\">%n"
            + "<g transform=\"translate(0,%d)\">%n%s</g></svg>%n",
        WIDTH,
        height,
        FONT,
        height - BAR,
        graph.bars);
  }

  private void draw(String name, Node node, double left, int depth, long total) {
    double width = (double) WIDTH * node.weight / total;
    if (width < WIDTH_MIN) {
      return;
    }
    depthMax = Math.max(depthMax, depth);
    int top = -depth * BAR;
    bars.append(
        String.format(
            Locale.ROOT,
            "<g><title>%s %.2f %%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\""
                + " fill=\"%s\" stroke=\"white\" stroke-width=\"0.4\"/>",
            escaped(name),
            100.0 * node.weight / total,
            left,
            top,
            width,
            BAR,
            colour(name)));
    String shown = shown(name, width);
    if (!shown.isEmpty()) {
      bars.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\">%s</text>",
              left + 2,
              top + BAR - CHARACTERS_MIN - 1,
              escaped(shown)));
    }
    bars.append("</g>\n");
    double at = left;
    for (Map.Entry<String, Node> callee : node.callees.entrySet()) {
      draw(callee.getKey(), callee.getValue(), at, depth + 1, total);
      at += (double) WIDTH * callee.getValue().weight / total;
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** The end of the name, which says most, as far as there is room. */
  private static String shown(String name, double width) {
    int method = name.lastIndexOf('.');
    String last = name.substring(name.lastIndexOf('.', method - 1) + 1);
    int room = (int) (width / CHARACTER);
    if (room < CHARACTERS_MIN) {
      return "";
    }
    return last.length() <= room ? last : last.substring(0, room);
  }

  private static String colour(String name) {
    return COLOURS.entrySet().stream()
        .filter(colour -> name.startsWith(colour.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(OTHERS);
  }
}
