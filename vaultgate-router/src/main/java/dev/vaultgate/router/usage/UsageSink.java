package dev.vaultgate.router.usage;

/**
 * Where usage records go. Taking one neither waits nor fails: a sink that cannot keep up drops and
 * counts. Safe for many threads.
 */
@FunctionalInterface
public interface UsageSink {

  void accept(UsageRecord call);
}
