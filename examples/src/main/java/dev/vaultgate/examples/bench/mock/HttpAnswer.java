package dev.vaultgate.examples.bench.mock;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** The bytes of an HTTP/1.1 answer with a body of known length, ready to be written. */
final class HttpAnswer {

  /** What providers send to name a request; gateways forward it or keep it. */
  static final String REQUEST_ID = "x-request-id: req_6c1f0d9ab2e84b0c\r\n";

  private HttpAnswer() {}

  /** An answer whose body is plain ASCII. */
  static ByteBuffer of(String status, String contentType, String body) {
    return direct(
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: "
            + contentType
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n"
            + REQUEST_ID
            + "\r\n"
            + body);
  }

  /** A buffer outside the heap, which a channel writes without copying it first. */
  static ByteBuffer direct(String ascii) {
    byte[] bytes = ascii.getBytes(US_ASCII);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }
}
