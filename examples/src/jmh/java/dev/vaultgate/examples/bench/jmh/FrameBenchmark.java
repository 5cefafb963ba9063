package dev.vaultgate.examples.bench.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.Frame;
import dev.vaultgate.client.Passthrough.FrameSplicer;
import dev.vaultgate.client.openai.OpenAiWire;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The way of a stream's bytes when the dialect stays the same: events are found, ordinary chunks
 * are renamed and passed, the others decoded. The time is for one of the stream's 68 frames.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameBenchmark {

  private static final int SEGMENT_BYTES = 1_460;

  private final OpenAiWire wire = new OpenAiWire();
  private final AnswerName name = new AnswerName("chatcmpl-of-the-gateway", "bench-text");
  private final byte[] stream =
      String.join("", StreamEvents.of(MockSettings.USUAL_DELTAS)).getBytes(US_ASCII);

  @Benchmark
  @OperationsPerInvocation(EventReaderBenchmark.FRAMES)
  public void pass(Blackhole seen) throws IOException {
    EventReader reader =
        new EventReader(
            new CutInputStream(stream, SEGMENT_BYTES), EventReaderBenchmark.EVENT_BYTES_MAX);
    FrameSplicer splicer = wire.frames(name);
    for (ServerSentEvent event = reader.next(); event != null; event = reader.next()) {
      Frame.Raw passed = splicer.pass(event);
      if (passed == null) {
        splicer.decode(event, seen::consume);
      } else {
        seen.consume(passed);
      }
    }
  }
}
