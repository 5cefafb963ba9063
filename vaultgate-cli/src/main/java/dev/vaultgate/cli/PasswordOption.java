package dev.vaultgate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A password that is piped in, never an argument that others could see. A mixin. */
final class PasswordOption {

  /** Longer than any password may be. */
  private static final int BYTES_MAX = 4_096;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--password-stdin",
      description = "Take the password from the input (else one is made and shown once).")
  private boolean fromInput;

  /** The first line of the input, or null when a password is to be made. */
  @Nullable String read() {
    if (!fromInput) {
      return null;
    }
    InputStream in = Main.of(command).surroundings().in();
    try {
      String text = new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
      return text.lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "the password cannot be read", e);
    }
  }
}
