package dev.vaultgate.cli;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.VaultGateException;
import java.io.PrintWriter;

/** Failures as the user reads them: what is wrong in a line, never a stack. */
final class Errors {

  private Errors() {}

  static ExitCode tell(Exception exception, PrintWriter err) {
    err.println("error: " + message(exception));
    err.flush();
    if (Boolean.getBoolean("vaultgate.debug")) {
      exception.printStackTrace(err);
    }
    return code(exception);
  }

  private static String message(Exception exception) {
    if (exception instanceof UpstreamException upstream && !upstream.report().message().isEmpty()) {
      return upstream.getMessage() + " (" + upstream.report().message() + ")";
    }
    String message = exception.getMessage();
    return message == null || message.isBlank() ? exception.getClass().getSimpleName() : message;
  }

  private static ExitCode code(Exception exception) {
    if (exception instanceof CommandFailure failure) {
      return failure.code();
    }
    if (exception instanceof IllegalArgumentException) {
      return ExitCode.USAGE;
    }
    if (exception instanceof VaultGateException failure) {
      return code(failure);
    }
    // A store that another process holds, or that cannot be opened.
    return exception instanceof IllegalStateException ? ExitCode.UNAVAILABLE : ExitCode.FAILED;
  }

  private static ExitCode code(VaultGateException failure) {
    if (failure.status() == 404) {
      return ExitCode.NOT_FOUND;
    }
    if (failure instanceof InvalidRequestException) {
      return ExitCode.USAGE;
    }
    return failure.status() < 500 && !(failure instanceof RateLimitException)
        ? ExitCode.REFUSED
        : ExitCode.UNAVAILABLE;
  }
}
