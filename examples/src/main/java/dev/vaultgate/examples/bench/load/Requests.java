package dev.vaultgate.examples.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** The bytes of the requests that are sent. */
final class Requests {

  private Requests() {}

  /** Head and body, to be written by way of {@link ByteBuffer#duplicate() duplicates}. */
  static ByteBuffer of(Scenario scenario, Target target) {
    String body = RequestBody.of(scenario.body(), target.model(), scenario.stream());
    StringBuilder head = new StringBuilder();
    head.append("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:").append(target.port());
    head.append("\r\nUser-Agent: vaultgate-bench\r\nAccept: application/json\r\n");
    head.append("Content-Type: application/json\r\n");
    target.headers().forEach(line -> head.append(line).append("\r\n"));
    head.append("Content-Length: ").append(body.length()).append("\r\n\r\n");
    byte[] bytes = (head + body).getBytes(US_ASCII);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }
}
