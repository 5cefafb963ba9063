package dev.vaultgate.examples.bench.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vaultgate.client.sse.EventReader;
import dev.vaultgate.client.sse.ServerSentEvent;
import dev.vaultgate.examples.bench.mock.MockSettings;
import dev.vaultgate.examples.bench.mock.StreamEvents;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Finding the events of a stream in bytes; the time is for one of its 68 frames. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventReaderBenchmark {

  static final int FRAMES = MockSettings.USUAL_DELTAS + StreamEvents.FRAMES_AROUND_DELTAS;
  static final int EVENT_BYTES_MAX = 1 << 20;

  /** What one read brings: a paced frame, a TCP segment, the whole burst. */
  @Param({"220", "1460", "65536"})
  public int readBytes;

  private final byte[] stream =
      String.join("", StreamEvents.of(MockSettings.USUAL_DELTAS)).getBytes(US_ASCII);

  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public void read(Blackhole seen) throws IOException {
    EventReader reader = new EventReader(new CutInputStream(stream, readBytes), EVENT_BYTES_MAX);
    for (ServerSentEvent event = reader.next(); event != null; event = reader.next()) {
      seen.consume(event);
    }
  }
}
