package dev.vaultgate.examples.bench.rig;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Other gateways, where they are installed: found in a folder or on the path, and set up to pass
 * everything to the mock with as little in between as they allow. None is fetched.
 *
 * <p>Portkey, LiteLLM and GoModel have been run so. Bifrost is set up as its documentation says,
 * and was at hand nowhere.
 */
public final class Peers {

  /** The row that a bound on the ratio to Portkey is made with. */
  public static final String PORTKEY = "portkey";

  private static final String MODEL = "bench-model";

  /**
   * One of them.
   *
   * @param programs where the program may be below the folder; the last part is looked for on the
   *     path, too
   * @param command what starts it; {@code {program}} becomes the program that was found
   * @param files what it reads, by name, below {@code {dir}}
   */
  private record Peer(
      String id,
      List<String> programs,
      String command,
      String model,
      List<String> headers,
      Map<String, String> files) {}

  private static final List<Peer> ALL =
      List.of(
          new Peer(
              PORTKEY,
              List.of("node_modules/@portkey-ai/gateway/build/start-server.js"),
              "node {program} --port={port} --headless",
              MODEL,
              List.of(
                  "x-portkey-provider: openai",
                  "x-portkey-custom-host: {upstream}/v1",
                  "Authorization: Bearer local"),
              Map.of()),
          new Peer(
              "litellm",
              List.of("bin/litellm"),
              "env LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY=true LITELLM_LOG=ERROR"
                  + " {program} --config {dir}/litellm.yaml --host 127.0.0.1 --port {port}"
                  + " --num_workers 1",
              MODEL,
              List.of(),
              Map.of(
                  "litellm.yaml",
                  """
                  model_list:
                    - model_name: bench-model
                      litellm_params:
                        model: openai/bench-model
                        api_base: "{upstream}/v1"
                        api_key: local
                  """)),
          new Peer(
              "bifrost",
              List.of("bin/bifrost-http"),
              "{program} -app-dir {dir} -host 127.0.0.1 -port {port} -log-level error",
              "openai/bench-model",
              List.of(),
              Map.of(
                  "config.json",
                  """
                  {
                    "client": { "enable_logging": false },
                    "providers": {
                      "openai": {
                        "keys": [ { "name": "local", "value": "local", "models": ["bench-model"], "weight": 1 } ],
                        "network_config": { "base_url": "{upstream}" }
                      }
                    }
                  }
                  """)),
          new Peer(
              "gomodel",
              List.of("bin/gomodel"),
              "env PORT={port} OPENAI_API_KEY=local OPENAI_BASE_URL={upstream}/v1"
                  + " OPENAI_MODELS=bench-model CONFIGURED_PROVIDER_MODELS_MODE=allowlist"
                  + " MODEL_LIST_URL={upstream}/none SQLITE_PATH={dir}/gomodel.db"
                  + " GOMODEL_CACHE_DIR={dir} LOGGING_ENABLED=false {program}",
              "openai/bench-model",
              List.of(),
              Map.of()));

  private Peers() {}

  /**
   * Those that are there.
   *
   * @param folder where to look before the path
   * @param absent is told the ids of the others
   */
  public static List<CommandContender> found(Optional<Path> folder, Consumer<String> absent) {
    List<CommandContender> found = new ArrayList<>();
    for (Peer peer : ALL) {
      Optional<Path> program = program(peer, folder);
      if (program.isPresent()) {
        found.add(contender(peer, program.get()));
      } else {
        absent.accept(peer.id());
      }
    }
    return found;
  }

  private static CommandContender contender(Peer peer, Path program) {
    String command = peer.command().replace("{program}", program.toString());
    return new CommandContender(peer.id(), command, peer.model(), peer.headers(), peer.files());
  }

  private static Optional<Path> program(Peer peer, Optional<Path> folder) {
    Stream<Path> below =
        folder.stream()
            .flatMap(
                in ->
                    peer.programs().stream()
                        .flatMap(
                            name ->
                                Stream.of(in, in.resolve(peer.id())).map(at -> at.resolve(name))));
    Stream<Path> onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .filter(directory -> !directory.isEmpty())
            .flatMap(
                directory ->
                    peer.programs().stream()
                        .map(name -> Path.of(directory).resolve(Path.of(name).getFileName())));
    return Stream.concat(below, onPath).filter(Files::isRegularFile).findFirst().map(Peers::real);
  }

  private static Path real(Path program) {
    try {
      return program.toRealPath();
    } catch (IOException e) {
      return program.toAbsolutePath();
    }
  }
}
