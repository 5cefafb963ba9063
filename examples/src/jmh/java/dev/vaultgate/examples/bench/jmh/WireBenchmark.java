package dev.vaultgate.examples.bench.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.sse.EventReader;
import dev.vaultgate.client.sse.ServerSentEvent;
import dev.vaultgate.examples.bench.load.RequestBody;
import dev.vaultgate.examples.bench.load.Scenario.BodySize;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Translation: a request written for a provider, its answer and its stream read. All wires carry
 * the same conversation, a short question with an answer of some hundred words or of 64 deltas.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WireBenchmark {

  @Param public WireSample wire;

  private final Target target = Samples.target();
  private final ChatRequest request =
      ChatCall.parse(RequestBody.of(BodySize.SHORT, "bench-text", true).getBytes(US_ASCII))
          .request();
  private byte[] answer = {};
  private byte[] stream = {};

  @Setup
  public void prepare() {
    answer = wire.answer().getBytes(US_ASCII);
    stream = wire.stream().getBytes(US_ASCII);
  }

  @Benchmark
  public WireRequest encode() {
    return wire.wire().encode(request, target, true);
  }

  @Benchmark
  public ChatResponse decode() {
    return wire.wire().decode(answer, target);
  }

  /** A whole stream. */
  @Benchmark
  public boolean decodeStream(Blackhole seen) throws IOException {
    EventReader reader =
        new EventReader(
            new CutInputStream(stream, stream.length), EventReaderBenchmark.EVENT_BYTES_MAX);
    StreamDecoder decoder = wire.wire().streamDecoder(target);
    for (ServerSentEvent event = reader.next(); event != null; event = reader.next()) {
      decoder.decode(event, seen::consume);
    }
    return decoder.isComplete();
  }
}
