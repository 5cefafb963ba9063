package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.server.config.ConfigException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Failures as the user reads them: what is wrong in a line, never a stack unless it is asked for;
 * and the one place where they become exit codes.
 */
final class Errors {

  private Errors() {}

  /** A command line that cannot be understood. */
  static int ofArguments(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String message = firstLine(failure) + suggestion(failure);
    boolean json = Arrays.asList(arguments).contains("--json");
    tell(command.getErr(), json, message, ExitCode.USAGE);
    if (!json) {
      command.getErr().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }
    command.getErr().flush();
    return ExitCode.USAGE.number();
  }

  private static String firstLine(ParameterException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("unusable");
  }

  private static String suggestion(ParameterException failure) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    List<String> near = unmatched.getSuggestions();
    return near.isEmpty() ? "" : " (did you mean " + String.join(" or ", near) + "?)";
  }

  /** A command that failed. */
  static int ofExecution(Exception failure, CommandLine command, ParseResult parsed) {
    Main main = Main.of(command.getCommandSpec());
    int code = tell(failure, command.getErr(), main.json());
    if (main.debug()) {
      failure.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return code;
  }

  /** Tells of a failure; the exit code. */
  static int tell(Exception failure, PrintWriter err, boolean json) {
    ExitCode code = code(failure);
    tell(err, json, message(failure), code);
    return code.number();
  }

  private static void tell(PrintWriter err, boolean json, String message, ExitCode code) {
    if (json) {
      ObjectNode tree = Json.object();
      tree.putObject("error")
          .put("message", message)
          .put("code", code.name().toLowerCase(Locale.ROOT))
          .put("exit_code", code.number());
      err.println(tree.toPrettyString());
    } else {
      err.println("error: " + message);
    }
  }

  /** What to tell of a failure, in one line where one is enough. */
  static String message(Throwable failure) {
    if (failure instanceof UpstreamException upstream && !upstream.report().message().isEmpty()) {
      return upstream.getMessage() + " (" + upstream.report().message() + ")";
    }
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }

  static ExitCode code(Throwable failure) {
    if (failure instanceof CommandFailure known) {
      return known.code();
    } else if (failure instanceof UpstreamException upstream) {
      return code(upstream.fault());
    } else if (failure instanceof VaultGateException known) {
      return code(known);
    } else if (failure instanceof IllegalArgumentException || failure instanceof ConfigException) {
      return ExitCode.USAGE;
    }
    // A store that another process holds, or that cannot be opened.
    return failure instanceof IllegalStateException ? ExitCode.UNAVAILABLE : ExitCode.FAILED;
  }

  private static ExitCode code(VaultGateException failure) {
    if (failure.status() == 404) {
      return ExitCode.NOT_FOUND;
    } else if (failure instanceof InvalidRequestException) {
      return ExitCode.USAGE;
    }
    boolean passes = failure.status() >= 500 || failure instanceof RateLimitException;
    return passes ? ExitCode.UNAVAILABLE : ExitCode.REFUSED;
  }

  private static ExitCode code(UpstreamFault fault) {
    return switch (fault) {
      case AUTH, EXHAUSTED -> ExitCode.REFUSED;
      case MODEL_MISSING -> ExitCode.NOT_FOUND;
      case RATE_LIMITED,
          OVERLOADED,
          SERVER,
          UNREACHABLE,
          TLS,
          TIMEOUT,
          INVALID_RESPONSE,
          EMPTY_RESPONSE,
          TOO_LARGE,
          CONNECTION_LOST,
          STALE_CONNECTION,
          STREAM_ERROR,
          STREAM_TRUNCATED,
          UNAVAILABLE ->
          ExitCode.UNAVAILABLE;
    };
  }
}
