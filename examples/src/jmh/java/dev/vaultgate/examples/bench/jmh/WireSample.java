package dev.vaultgate.examples.bench.jmh;

import dev.vaultgate.client.Wire;
import dev.vaultgate.client.anthropic.AnthropicWire;
import dev.vaultgate.client.gemini.GeminiWire;
import dev.vaultgate.client.openai.OpenAiWire;
import dev.vaultgate.examples.bench.mock.MockSettings;
import dev.vaultgate.examples.bench.mock.PlainAnswer;
import dev.vaultgate.examples.bench.mock.StreamEvents;

/** The wires, each with an answer and a stream as its provider would send them. */
public enum WireSample {
  OPENAI(
      new OpenAiWire(),
      PlainAnswer.body(),
      String.join("", StreamEvents.of(MockSettings.USUAL_DELTAS))),
  ANTHROPIC(new AnthropicWire(), AnthropicBytes.answer(), AnthropicBytes.stream()),
  GEMINI(new GeminiWire(), GeminiBytes.answer(), GeminiBytes.stream());

  private final Wire wire;
  private final String answer;
  private final String stream;

  WireSample(Wire wire, String answer, String stream) {
    this.wire = wire;
    this.answer = answer;
    this.stream = stream;
  }

  Wire wire() {
    return wire;
  }

  /** The body of a whole answer. */
  String answer() {
    return answer;
  }

  /** The body of a streamed answer. */
  String stream() {
    return stream;
  }
}
