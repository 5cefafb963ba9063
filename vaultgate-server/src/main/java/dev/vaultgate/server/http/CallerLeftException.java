package dev.vaultgate.server.http;

/** The caller has gone before his request was whole. There is nobody to answer. */
public final class CallerLeftException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CallerLeftException(Throwable cause) {
    super("the caller left", cause);
  }
}
