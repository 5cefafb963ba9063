package dev.vaultgate.server;

import dev.vaultgate.router.Router;
import dev.vaultgate.router.RouterBuilder;
import dev.vaultgate.router.alert.Alerts;
import dev.vaultgate.router.catalog.Catalog;
import dev.vaultgate.router.catalog.ModelEntry;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.server.config.EntriesReader;
import dev.vaultgate.server.config.ServerConfig;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the router that a configuration describes. */
public final class RouterSetup {

  private RouterSetup() {}

  /** The router of a configuration, the demo provider included if it is wanted. */
  public static Router router(ServerConfig config) {
    return router(config, SystemTime.system(), Alerts.NONE);
  }

  /**
   * The models of a configuration that no server goes by now.
   *
   * @param entries what administrators have added
   */
  public static Catalog catalog(ServerConfig config, List<ModelEntry> entries) {
    try (Router router = builder(config, entries, SystemTime.system(), Alerts.NONE).build()) {
      return router.catalog();
    }
  }

  static Router router(ServerConfig config, SystemTime time, Alerts alerts) {
    return builder(config, List.of(), time, alerts)
        .transport(config.outbound().transport().open())
        .build();
  }

  /**
   * What a configuration describes.
   *
   * @param entries what administrators have added; they win over the configuration's
   * @param alerts is told what of it is the operator's to repair
   */
  static RouterBuilder builder(
      ServerConfig config, List<ModelEntry> entries, SystemTime time, Alerts alerts) {
    EntriesReader.Entries added = EntriesReader.read(entries);
    Set<String> names = entries.stream().map(ModelEntry::name).collect(Collectors.toSet());
    RouterBuilder router =
        Router.builder()
            .time(time)
            .alerts(alerts)
            .timeouts(config.timeouts())
            .settings(config.routing())
            .strategy(config.strategy())
            .media(config.media())
            .passUnknownModels(config.passUnknownModels());
    config.providers().forEach(router::provider);
    if (config.demo()) {
      router.demo();
    }
    config.models().stream().filter(m -> !names.contains(m.id())).forEach(router::model);
    added.models().forEach(router::model);
    config.routes().stream().filter(r -> !names.contains(r.name())).forEach(router::route);
    added.aliases().forEach((name, targets) -> router.route(name, targets.toArray(String[]::new)));
    return router;
  }
}
