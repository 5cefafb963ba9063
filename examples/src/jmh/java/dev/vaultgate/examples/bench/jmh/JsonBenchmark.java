package dev.vaultgate.examples.bench.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatReply;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonSyntaxException;
import dev.vaultgate.client.openai.OpenAiWire;
import dev.vaultgate.examples.bench.load.RequestBody;
import dev.vaultgate.examples.bench.load.Scenario.BodySize;
import dev.vaultgate.examples.bench.mock.PlainAnswer;
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

/**
 * What is done to the JSON of a request and of an answer when the dialect stays the same, and, to
 * compare, what a Jackson tree of the request would cost.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JsonBenchmark {

  /** 434 bytes or 114 KB. */
  @Param({"SHORT", "LONG"})
  public BodySize size;

  private final ObjectMapper mapper = new ObjectMapper();
  private final OpenAiWire wire = new OpenAiWire();
  private final Target target = Samples.target();
  private final AnswerName name = new AnswerName("chatcmpl-of-the-gateway", "bench-text");
  private final byte[] answer = PlainAnswer.body().getBytes(US_ASCII);
  private byte[] request = {};

  @Setup
  public void prepare() {
    request = RequestBody.of(size, "bench-text", true).getBytes(US_ASCII);
  }

  /** Finds where everything is. */
  @Benchmark
  public JsonIndex index() throws JsonSyntaxException {
    return JsonIndex.parse(request);
  }

  /** The same, and checks what admission and routing ask for. */
  @Benchmark
  public ChatCall parse() {
    return ChatCall.parse(request);
  }

  /** The whole way of a request's bytes through the gateway. */
  @Benchmark
  public WireRequest parseAndSplice() {
    return wire.splice(ChatCall.parse(request), target);
  }

  /** The way of an answer's bytes; its size is always the same. */
  @Benchmark
  public ChatReply reply() {
    return wire.reply(answer, name);
  }

  /** For comparison. */
  @Benchmark
  public JsonNode jacksonTree() throws IOException {
    return mapper.readTree(request);
  }
}
