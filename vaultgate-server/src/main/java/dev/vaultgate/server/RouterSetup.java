package dev.vaultgate.server;

import dev.vaultgate.router.Router;
import dev.vaultgate.router.RouterBuilder;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.server.config.ServerConfig;

/** Makes the router that a configuration describes. */
public final class RouterSetup {

  private RouterSetup() {}

  /** The router of a configuration, the demo provider included if it is wanted. */
  public static Router router(ServerConfig config) {
    return router(config, SystemTime.system());
  }

  static Router router(ServerConfig config, SystemTime time) {
    RouterBuilder router =
        Router.builder()
            .time(time)
            .timeouts(config.timeouts())
            .settings(config.routing())
            .media(config.media())
            .passUnknownModels(config.passUnknownModels());
    config.providers().forEach(router::provider);
    if (config.demo()) {
      router.demo();
    }
    config.models().forEach(router::model);
    config.routes().forEach((name, targets) -> router.route(name, targets.toArray(String[]::new)));
    return router.build();
  }
}
