package dev.vaultgate.server.http;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.ServerException;

/**
 * The errors of HTTP itself in our words. Jetty's own texts are not passed on: they quote the
 * request, and differ from version to version.
 */
public final class ProtocolFault {

  private ProtocolFault() {}

  /** What a caller is told for a status that was raised below the API, whoever raised it. */
  public static ErrorAnswer of(int status) {
    return ErrorAnswer.of(
        switch (status) {
          case 404 -> notFound();
          case 405 -> methodNotAllowed();
          case 408 -> timeout();
          case 413 -> tooLarge();
          case 415 -> mediaType("application/json");
          case 414, 431 -> headersTooLarge();
          case 503 -> ServerException.shuttingDown();
          default ->
              status >= 400 && status < 500 || status == 505
                  ? invalid("The request is not valid HTTP.")
                  : ServerException.internal(new IllegalStateException("status " + status));
        });
  }

  public static InvalidRequestException notFound() {
    return new InvalidRequestException(404, "not_found", "There is nothing at this path.", null);
  }

  public static InvalidRequestException methodNotAllowed() {
    return new InvalidRequestException(
        405, "method_not_allowed", "The path does not take this method.", null);
  }

  static InvalidRequestException timeout() {
    return new InvalidRequestException(
        408, "request_timeout", "The request did not arrive in time.", null);
  }

  public static InvalidRequestException tooLarge() {
    return new InvalidRequestException(
        413, "request_too_large", "The request is larger than the gateway takes.", null);
  }

  public static InvalidRequestException mediaType(String expected) {
    return new InvalidRequestException(
        415, "unsupported_media_type", "The body must be " + expected + ".", null);
  }

  /** A body that is not what its type promises. */
  static InvalidRequestException body(String message) {
    return new InvalidRequestException(400, "invalid_value", message, null);
  }

  static InvalidRequestException headersTooLarge() {
    return new InvalidRequestException(
        431, "headers_too_large", "The request has too many or too large headers.", null);
  }

  /** A request that breaks the rules of HTTP, or that could be read in two ways. */
  public static InvalidRequestException invalid(String message) {
    return new InvalidRequestException(400, "invalid_header", message, null);
  }
}
