package dev.vaultgate.server.manage;

import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeyStore;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectStore;
import dev.vaultgate.router.usage.UsageSide;

/** What people call the things that usage is ranked by. */
record UsageNames(KeyStore keys, ProjectStore projects) {

  /** The name of a key or project that has one; of anything else what it is. */
  String of(UsageSide side, String value) {
    return switch (side) {
      case KEY -> keys.find(value).map(ApiKey::name).orElse(value);
      case PROJECT -> projects.find(value).map(Project::name).orElse(value);
      default -> value;
    };
  }
}
