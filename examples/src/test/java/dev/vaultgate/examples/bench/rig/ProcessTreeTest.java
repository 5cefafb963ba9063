package dev.vaultgate.examples.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessTreeTest {

  private final ProcessTree self = new ProcessTree(ProcessHandle.current().pid());

  @Test
  void runningJvmHasUsedTimeAndMemoryAndCompilers() throws IOException {
    assertThat(self.cpuMicros()).isPositive();
    assertThat(self.compilerMicros()).isBetween(0L, self.cpuMicros());
    assertThat(self.residentKib()).isPositive().isLessThanOrEqualTo(self.residentPeakKib());
  }

  @Test
  void timeOfEndedChildrenIsNotLost() throws IOException {
    long before = self.cpuMicros();

    Command.run(List.of("sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"));

    assertThat(self.cpuMicros() - before).isGreaterThanOrEqualTo(30_000);
  }

  @Test
  void processThatHasEndedCountsNothing() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();

    ProcessTree ended = new ProcessTree(process.pid());

    assertThat(ended.cpuMicros()).isZero();
    assertThat(ended.residentKib()).isZero();
  }

  @Test
  void commandThatFailsSaysWhatItPrinted() {
    assertThatThrownBy(() -> Command.run(List.of("sh", "-c", "echo it broke; exit 3")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ended with 3")
        .hasMessageContaining("it broke");
  }
}
