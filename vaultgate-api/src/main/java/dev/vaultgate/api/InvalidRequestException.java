package dev.vaultgate.api;

import org.jspecify.annotations.Nullable;

/** The request cannot be served as it is: 400, 404, 405, 408, 413, 415 or 431. */
public final class InvalidRequestException extends VaultGateException {

  private static final long serialVersionUID = 1L;
  private static final String TYPE = "invalid_request_error";
  private static final int SHOWN_MAX = 80;

  public InvalidRequestException(
      int status, String code, String message, @Nullable String param, @Nullable Throwable cause) {
    super(status, new ErrorDetail(message, TYPE, code, param), null, cause);
  }

  public InvalidRequestException(int status, String code, String message, @Nullable String param) {
    this(status, code, message, param, null);
  }

  /** A field's value that is not allowed: {@code temperature: 2.7 (expected: 0 to 2)}. */
  public static InvalidRequestException value(
      String field, @Nullable Object value, String expected) {
    String shown = String.valueOf(value);
    if (shown.length() > SHOWN_MAX) {
      shown = shown.substring(0, SHOWN_MAX) + "…";
    }
    return new InvalidRequestException(
        400, "invalid_value", field + ": " + shown + " (expected: " + expected + ")", field);
  }

  /** A field that must be there and is not. */
  public static InvalidRequestException missing(String field) {
    return new InvalidRequestException(
        400, "missing_parameter", field + ": missing (expected: a value)", field);
  }

  /** A body that is not the JSON it should be. */
  public static InvalidRequestException json(String message) {
    return new InvalidRequestException(400, "invalid_json", message, null);
  }

  /** A model that does not exist, or that the key may not use: both look alike. */
  public static InvalidRequestException modelNotFound(String message) {
    return new InvalidRequestException(404, "model_not_found", message, "model");
  }

  @Override
  public boolean isRetryable() {
    return status() == 408;
  }
}
