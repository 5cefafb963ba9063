package dev.vaultgate.examples.bench.jmh;

import dev.vaultgate.examples.bench.mock.MockSettings;

/** The usual answer and the usual stream, as the Gemini API sends them. */
final class GeminiBytes {

  private static final String TEXT = "A reverse proxy forwards requests and returns answers. ";
  private static final int SENTENCES = 13;
  private static final String USAGE =
      """
      "usageMetadata":{"promptTokenCount":87,"candidatesTokenCount":142,"totalTokenCount":229,\
      "promptTokensDetails":[{"modality":"TEXT","tokenCount":87}]},\
      "modelVersion":"bench-model","responseId":"bWFyY2gtYW5zd2Vy"\
      """;

  private GeminiBytes() {}

  static String answer() {
    return answer(TEXT.repeat(SENTENCES), ",\"finishReason\":\"STOP\"");
  }

  static String stream() {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < MockSettings.USUAL_DELTAS; i++) {
      events.append(event(answer(" word" + i, "")));
    }
    return events.append(event(answer("", ",\"finishReason\":\"STOP\""))).toString();
  }

  private static String event(String data) {
    return "data: " + data + "\r\n\r\n";
  }

  private static String answer(String text, String finish) {
    return """
    {"candidates":[{"content":{"parts":[{"text":"%s"}],"role":"model"}%s,"index":0}],%s}\
    """
        .formatted(text, finish, USAGE);
  }
}
