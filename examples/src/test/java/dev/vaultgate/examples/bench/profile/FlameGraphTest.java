package dev.vaultgate.examples.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FlameGraphTest {

  @Test
  void barIsAsWideAsItsShare() {
    String svg =
        FlameGraph.of(Map.of("a.Main.run;b.Server.<init>", 3L, "a.Main.run;c.Other.go", 1L));

    assertThat(svg)
        .contains("a.Main.run 100.00 %", "b.Server.&lt;init&gt; 75.00 %", "c.Other.go 25.00 %")
        .containsPattern("c.Other.go 25.00 %</title><rect x=\"1200.0\" y=\"-32\" width=\"400.0\"");
  }
}
