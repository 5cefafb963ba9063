package dev.vaultgate.examples.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LibraryTest {

  @Test
  void stackIsTheFirstLibrarysThatIsNotTheJdk() {
    assertThat(
            Library.of(
                List.of(
                    "sun.nio.ch.SocketDispatcher.read0", "okio.Buffer.read", "okhttp3.Call.run")))
        .isEqualTo("OkHttp");
  }

  @Test
  void stackWithoutALibraryIsTheJdks() {
    assertThat(Library.of(List.of("java.lang.Thread.run"))).isEqualTo(Library.JDK);
  }
}
