package dev.vaultgate.examples.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {

  @TempDir Path folder;

  @Test
  void peerThatIsInstalledIsStartedBeforeTheMock() throws Exception {
    Path program = folder.resolve("litellm/bin/litellm");
    Files.createDirectories(program.getParent());
    Files.writeString(program, "");
    List<String> absent = new ArrayList<>();

    CommandContender litellm =
        Peers.found(Optional.of(folder), absent::add).stream()
            .filter(peer -> peer.id().equals("litellm"))
            .findFirst()
            .orElseThrow();
    Contender.Launch launch = litellm.prepare(folder, 9100, 9200);

    assertThat(launch.command()).contains(program.toRealPath().toString(), "9200");
    assertThat(folder.resolve("litellm.yaml")).content().contains("http://127.0.0.1:9100/v1");
  }

  @Test
  void peerThatIsNotThereIsNamed() {
    List<String> absent = new ArrayList<>();

    Peers.found(Optional.of(folder), absent::add);

    assertThat(absent).contains("portkey");
  }
}
