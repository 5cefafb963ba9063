package dev.vaultgate.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The places where files are looked for when nobody says where they are. */
public final class Homes {

  private static final String FILE = "vaultgate.yaml";

  private Homes() {}

  /**
   * The folder of the user's data: {@code $VAULTGATE_HOME}, or what the XDG rules say. It may not
   * exist yet.
   */
  public static Path data(Map<String, String> environment) {
    String own = environment.get("VAULTGATE_HOME");
    if (own != null && !own.isBlank()) {
      return Path.of(own);
    }
    String shared = environment.get("XDG_DATA_HOME");
    Path base =
        shared != null && !shared.isBlank()
            ? Path.of(shared)
            : Path.of(System.getProperty("user.home"), ".local", "share");
    return base.resolve("vaultgate");
  }

  /** The configuration file: the one that is named, or the first that exists where one may be. */
  static Optional<Path> config(@Nullable Path named, Map<String, String> environment) {
    if (named != null) {
      return Optional.of(named);
    }
    String variable = environment.get("VAULTGATE_CONFIG");
    if (variable != null && !variable.isBlank()) {
      return Optional.of(Path.of(variable));
    }
    Path here = Path.of(FILE);
    Path home = data(environment).resolve(FILE);
    return Optional.of(here)
        .filter(Files::exists)
        .or(() -> Optional.of(home).filter(Files::exists));
  }
}
