package dev.vaultgate.client.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads the pieces of one answer; each is a GenerateContentResponse with what is new. There is no
 * mark of the end but the finish reason of each candidate.
 */
final class AnswerReader implements StreamDecoder {

  private final Target target;
  private final Map<Integer, CandidateReader> candidates = new TreeMap<>();
  private boolean started;
  private boolean blocked;

  AnswerReader(Target target) {
    this.target = target;
  }

  @Override
  public boolean isComplete() {
    return blocked
        || !candidates.isEmpty()
            && candidates.values().stream().allMatch(CandidateReader::isFinished);
  }

  @Override
  public void decode(ServerSentEvent event, Consumer<ChatEvent> out) {
    read(AnswerJson.read(event), out);
  }

  /** Reads one piece, or an array of them. */
  void read(JsonNode piece, Consumer<ChatEvent> out) {
    if (piece.isArray()) {
      piece.forEach(element -> read(element, out));
      return;
    }
    if (piece.has("error")) {
      throw ErrorReader.read(piece);
    }
    if (!isAnswer(piece)) {
      throw UpstreamFailure.invalid("an answer of another shape", null);
    }
    String id = piece.path("responseId").asText();
    if (!started) {
      started = true;
      out.accept(
          new ChatEvent.Start(
              id, piece.path("modelVersion").asText(target.model()), created(piece), Map.of()));
    }
    int place = 0;
    for (JsonNode candidate : piece.path("candidates")) {
      int index = candidate.path("index").asInt(place++);
      candidates
          .computeIfAbsent(index, choice -> new CandidateReader(choice, id))
          .read(candidate, out);
    }
    blocked(piece, out);
    if (piece.path("usageMetadata").isObject()) {
      out.accept(new ChatEvent.UsageReport(UsageReader.read(piece.path("usageMetadata"))));
    }
  }

  private static boolean isAnswer(JsonNode piece) {
    return piece.has("candidates")
        || piece.has("promptFeedback")
        || piece.has("usageMetadata")
        || piece.has("responseId");
  }

  /** A prompt that was refused has no candidates. */
  private void blocked(JsonNode piece, Consumer<ChatEvent> out) {
    String reason = piece.path("promptFeedback").path("blockReason").asText();
    if (!reason.isEmpty() && candidates.isEmpty() && !blocked) {
      blocked = true;
      out.accept(
          new ChatEvent.Finish(
              0, new FinishReason(FinishReason.Kind.CONTENT_FILTER, "promptFeedback:" + reason)));
    }
  }

  /** Vertex says when; the Gemini API does not. */
  private static long created(JsonNode piece) {
    String time = piece.path("createTime").asText();
    if (time.isEmpty()) {
      return 0;
    }
    try {
      return Instant.parse(time).getEpochSecond();
    } catch (DateTimeParseException e) {
      // A time in another form is as good as none; nothing depends on it.
      return 0;
    }
  }
}
